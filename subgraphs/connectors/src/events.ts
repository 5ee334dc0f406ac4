import { TypeId, defineEvent } from '@conhub/events';
import { z } from 'zod';

const version = z.int().positive().meta({ description: 'Grows with every change: a consumer applies what is newer than what it has' });
const sourceStatus = z.enum(['ACTIVE', 'PAUSED', 'DELETING']);
const visibility = z.enum(['OWNER', 'SHARED', 'ORGANIZATION', 'PROVIDER']);
const runStatus = z.enum(['QUEUED', 'RUNNING', 'WAITING', 'SUCCEEDED', 'FAILED', 'CANCELLED']);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const account = z.object({
  accountId: TypeId('acc'),
  version,
  providerKey: z.string(),
  ownerId: TypeId('usr').nullable(),
  status: z.enum(['ACTIVE', 'REAUTH_REQUIRED', 'PAUSED', 'DELETING']),
});

export const AccountConnected = defineEvent('connectors.account.connected', 1, account, { audit: true, aggregate: (e) => e.accountId });
export const AccountUpdated = defineEvent('connectors.account.updated', 1, account, { audit: true, aggregate: (e) => e.accountId });
export const AccountDisconnected = defineEvent('connectors.account.disconnected', 1, account.extend({ keepDocuments: z.boolean() }), {
  audit: true,
  aggregate: (e) => e.accountId,
});

const source = z.object({
  sourceId: TypeId('src'),
  version,
  accountId: TypeId('acc'),
  providerKey: z.string(),
  status: sourceStatus,
  accessSetId: z.int().positive().meta({ description: 'The set that says who may see the documents of the source' }),
});

export const SourceAdded = defineEvent('connectors.source.added', 1, source, { audit: true, aggregate: (e) => e.sourceId });
export const SourceUpdated = defineEvent('connectors.source.updated', 1, source, { audit: true, aggregate: (e) => e.sourceId });
export const SourceRemoved = defineEvent('connectors.source.removed', 1, source, { audit: true, aggregate: (e) => e.sourceId });
export const SourceShared = defineEvent(
  'connectors.source.shared',
  1,
  z.object({ sourceId: TypeId('src'), version, visibility, userIds: z.array(TypeId('usr')) }),
  { audit: true, aggregate: (e) => e.sourceId },
);
export const DeletionsConfirmed = defineEvent(
  'connectors.source.deletions_confirmed',
  1,
  z.object({ sourceId: TypeId('src'), count: z.int(), isConfirmed: z.boolean() }),
  { audit: true, aggregate: (e) => e.sourceId },
);
export const DocumentsRetried = defineEvent(
  'connectors.source.documents_retried',
  1,
  z.object({ sourceId: TypeId('src'), count: z.int() }),
  { audit: true, aggregate: (e) => e.sourceId },
);

/** A document that a person wrote or handed in. */
const own = z.object({ documentId: TypeId('doc'), sourceId: TypeId('src'), version });

export const NoteCreated = defineEvent('connectors.note.created', 1, own, { audit: true, aggregate: (e) => e.documentId });
export const NoteUpdated = defineEvent('connectors.note.updated', 1, own, { audit: true, aggregate: (e) => e.documentId });
export const NoteDeleted = defineEvent('connectors.note.deleted', 1, own, { audit: true, aggregate: (e) => e.documentId });

/** A file that somebody handed in is a document now, or a new revision of one. */
export const UploadCompleted = defineEvent('connectors.upload.completed', 1, own, { audit: true, aggregate: (e) => e.documentId });
export const UploadDeleted = defineEvent('connectors.upload.deleted', 1, own, { audit: true, aggregate: (e) => e.documentId });

/** The bytes of a document went to whom the link was made for. */
export const DocumentDownloaded = defineEvent(
  'connectors.document.downloaded',
  1,
  z.object({ documentId: TypeId('doc'), sourceId: TypeId('src') }),
  { audit: true, aggregate: (e) => e.documentId },
);

/** The only place where it is said who belongs to a set; consumers apply it. `everyone`: all members of the organization. */
export const AccessSetChanged = defineEvent(
  'connectors.access_set.changed',
  1,
  z.object({ accessSetId: z.int().positive(), version, everyone: z.boolean(), userIds: z.array(TypeId('usr')) }),
  { aggregate: (e) => ({ type: 'access_set', id: String(e.accessSetId) }), subject: () => null },
);

/** A run that a person or a key asked for. */
export const SyncRunRequested = defineEvent(
  'connectors.sync_run.requested',
  1,
  z.object({ runId: TypeId('run'), sourceId: TypeId('src'), isFull: z.boolean() }),
  { audit: true, aggregate: (e) => e.runId },
);
export const SyncRunCancelled = defineEvent(
  'connectors.sync_run.cancelled',
  1,
  z.object({ runId: TypeId('run'), sourceId: TypeId('src') }),
  { audit: true, aggregate: (e) => e.runId },
);
/** The last page of a run is committed, or it will have none. */
export const SyncRunFinished = defineEvent(
  'connectors.sync_run.finished',
  1,
  z.object({
    runId: TypeId('run'),
    sourceId: TypeId('src'),
    status: runStatus,
    problemCode: z.string().nullable(),
    documentCount: z.int(),
    digest: sha256,
  }),
  { aggregate: (e) => e.runId },
);

export const documentKinds = [
  'CODE',
  'TEXT',
  'PAGE',
  'PDF',
  'SHEET',
  'SLIDES',
  'NOTEBOOK',
  'NOTE',
  'EMAIL',
  'ISSUE',
  'DATA',
  'OTHER',
] as const;

/**
 * The state of one document after an operation, by groups; a group that is left out is as it was. `upsert`: all groups. `move`: the place.
 * `access`: the set. `delete`: none; it also says that the text of a document can no longer be read (a later upsert brings it back).
 * The same operation may come twice and operations of a document may be skipped by `version`.
 */
export const documentOperation = z.object({
  documentId: TypeId('doc'),
  version,
  t: z.enum(['upsert', 'move', 'access', 'delete']),
  /** Content. */
  textHash: sha256.optional().meta({ description: 'SHA-256 of the extracted text, the name of its blob' }),
  kind: z.enum(documentKinds).optional(),
  language: z.string().nullable().optional(),
  updatedAt: z.iso.datetime().optional().meta({ description: 'When it last changed at its provider' }),
  authorKey: z.string().nullable().optional().meta({ description: 'Stands for the author; never a name or an address' }),
  /** Place. */
  path: z.string().optional().meta({ description: 'Relative to the source, with /' }),
  title: z.string().optional(),
  url: z.string().nullable().optional(),
  /** Access. */
  access: z.int().nonnegative().optional().meta({ description: 'The access set; 0 is nobody' }),
});

export type DocumentOperation = z.infer<typeof documentOperation>;

export const PageCommitted = defineEvent(
  'connectors.source.page_committed',
  1,
  z.object({
    sourceId: TypeId('src'),
    accountId: TypeId('acc'),
    providerKey: z.string(),
    runId: TypeId('run').nullable().meta({ description: 'Null for what happened outside a run: confirmed deletions' }),
    page: z.int().positive().meta({ description: 'Counts the pages of the source' }),
    sourceTitle: z
      .string()
      .optional()
      .meta({ description: 'What people call the source. Here and not in what is audited, which is of ids alone' }),
    ops: z.array(documentOperation).max(200),
  }),
  { lane: 'content', aggregate: (e) => e.sourceId },
);

/** Absolute, per organization, key and hour: saying it twice changes nothing. */
export const UsageRecorded = defineEvent(
  'connectors.usage.recorded',
  1,
  z.object({
    organizationId: TypeId('org'),
    key: z.enum(['SOURCES', 'DOCUMENTS', 'STORAGE_BYTES']),
    hour: z.iso.datetime(),
    used: z.number().nonnegative(),
  }),
  { aggregate: (e) => ({ type: 'usage', id: `${e.organizationId}:${e.key}` }), subject: () => null },
);

export const definitions = [
  AccountConnected,
  AccountUpdated,
  AccountDisconnected,
  SourceAdded,
  SourceUpdated,
  SourceRemoved,
  SourceShared,
  DeletionsConfirmed,
  DocumentsRetried,
  NoteCreated,
  NoteUpdated,
  NoteDeleted,
  UploadCompleted,
  UploadDeleted,
  DocumentDownloaded,
  AccessSetChanged,
  SyncRunRequested,
  SyncRunCancelled,
  SyncRunFinished,
  PageCommitted,
  UsageRecorded,
];
