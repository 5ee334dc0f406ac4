import { parseId } from '@conhub/subgraph-kit';
import { connectAccount } from '../accounts/connect-account.ts';
import { disconnectAccount } from '../accounts/disconnect-account.ts';
import { updateAccount } from '../accounts/update-account.ts';
import { confirmDeletions } from '../documents/confirm-deletions.ts';
import { retryDocuments } from '../documents/retry-documents.ts';
import { createNote, deleteNote, updateNote } from '../notes/write-note.ts';
import { addSource } from '../sources/add-source.ts';
import { removeSource } from '../sources/remove-source.ts';
import { shareSource } from '../sources/share-source.ts';
import { updateSource } from '../sources/update-source.ts';
import { cancelSync } from '../sync/cancel-sync.ts';
import { startSync } from '../sync/start-sync.ts';
import { completeUpload } from '../uploads/complete-upload.ts';
import { startUpload } from '../uploads/start-upload.ts';
import { admit, manage, optionalId } from './guard.ts';
import type { MutationResolvers } from './types.generated.ts';

const accountPath = ['input', 'accountId'];
const sourcePath = ['input', 'sourceId'];
const documentPath = ['input', 'documentId'];

export const Mutation: MutationResolvers = {
  connectAccount: (_parent, { input }, context) => {
    admit(context, 'accounts:connect');
    return connectAccount(context, input);
  },
  updateAccount: async (_parent, { input }, context) => {
    admit(context, ...manage);
    const accountId = parseId('acc', input.accountId, accountPath);
    return {
      account: await updateAccount(context, { ...input, accountId, ownerId: optionalId('usr', input.ownerId, ['input', 'ownerId']) }),
    };
  },
  disconnectAccount: async (_parent, { input }, context) => {
    admit(context, ...manage);
    const accountId = parseId('acc', input.accountId, accountPath);
    return { disconnectedAccountId: await disconnectAccount(context, { accountId, keepDocuments: input.keepDocuments ?? false }) };
  },
  addSource: (_parent, { input }, context) => {
    admit(context, 'accounts:connect');
    return addSource(context, { ...input, accountId: parseId('acc', input.accountId, accountPath) });
  },
  updateSource: async (_parent, { input }, context) => {
    admit(context, ...manage);
    return { source: await updateSource(context, { ...input, sourceId: parseId('src', input.sourceId, sourcePath) }) };
  },
  shareSource: async (_parent, { input }, context) => {
    admit(context, ...manage);
    const granteeIds = input.granteeIds?.map((id, index) => parseId('usr', id, ['input', 'granteeIds', index])) ?? null;
    return { source: await shareSource(context, { ...input, sourceId: parseId('src', input.sourceId, sourcePath), granteeIds }) };
  },
  removeSource: async (_parent, { input }, context) => {
    admit(context, ...manage);
    return { removedSourceId: await removeSource(context, parseId('src', input.sourceId, sourcePath)) };
  },
  startSync: (_parent, { input }, context) => {
    admit(context, ...manage);
    return startSync(context, {
      sourceId: optionalId('src', input.sourceId, sourcePath),
      accountId: optionalId('acc', input.accountId, accountPath),
      isFull: input.isFull ?? false,
    });
  },
  cancelSync: async (_parent, { input }, context) => {
    admit(context, ...manage);
    return { syncRun: await cancelSync(context, parseId('run', input.syncRunId, ['input', 'syncRunId'])) };
  },
  confirmDeletions: async (_parent, { input }, context) => {
    admit(context, ...manage);
    return { source: await confirmDeletions(context, { ...input, sourceId: parseId('src', input.sourceId, sourcePath) }) };
  },
  retryDocuments: async (_parent, { input }, context) => {
    admit(context, ...manage);
    const documentIds = input.documentIds?.map((id, index) => parseId('doc', id, ['input', 'documentIds', index])) ?? null;
    return { retriedCount: await retryDocuments(context, { sourceId: parseId('src', input.sourceId, sourcePath), documentIds }) };
  },
  createNote: async (_parent, { input }, context) => {
    admit(context, 'documents:write');
    return { document: await createNote(context, input) };
  },
  updateNote: async (_parent, { input }, context) => {
    admit(context, 'documents:write');
    return { document: await updateNote(context, { ...input, documentId: parseId('doc', input.documentId, documentPath) }) };
  },
  deleteNote: async (_parent, { input }, context) => {
    admit(context, 'documents:write');
    return { deletedDocumentId: await deleteNote(context, parseId('doc', input.documentId, documentPath)) };
  },
  startUpload: (_parent, { input }, context) => {
    admit(context, 'documents:write');
    return startUpload(context, input);
  },
  completeUpload: async (_parent, { input }, context) => {
    admit(context, 'documents:write');
    return { document: await completeUpload(context, parseId('upl', input.uploadId, ['input', 'uploadId'])) };
  },
};
