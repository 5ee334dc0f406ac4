import { personView } from '../documents/document-author.ts';
import { explainAccess } from '../documents/explain-access.ts';
import { failedDocument } from '../documents/failed-document.ts';
import { listRevisions } from '../documents/list-revisions.ts';
import { readLines } from '../documents/read-text.ts';
import { createDownload } from '../downloads/create-download.ts';
import { problem } from '../problems.ts';
import { admit } from './guard.ts';
import { known } from './queries.ts';
import type { DocumentFailureResolvers, DocumentResolvers } from './types.generated.ts';

export const Document: DocumentResolvers = {
  __resolveReference: ({ id }, { documents }) => (known('doc', id) ? documents.load(id) : null),
  url: ({ url }) => url ?? null,
  language: ({ language }) => language ?? null,
  mimeType: ({ mimeType }) => mimeType ?? null,
  sizeBytes: ({ sizeBytes }) => sizeBytes ?? null,
  author: (document) => personView(document),
  source: async ({ sourceId }, _args, { visibility }) => (await visibility()).sources.get(sourceId) ?? null,
  account: async ({ sourceId }, _args, { visibility }) => (await visibility()).sources.get(sourceId)?.account ?? null,
  problem: async (document, _args, { failures }) => {
    if (document.state === 'UNSUPPORTED') return problem(document.generated ? 'DOCUMENT_GENERATED' : 'DOCUMENT_UNSUPPORTED');
    const failure = await failures.load(`${document.sourceId}/${document.providerId}`);
    return failure === null ? null : problem(failure.code, failure.message, failure.retryAt ?? null);
  },
  text: (document, range, context) => {
    admit(context, 'documents:read');
    return readLines(context.services, document, range);
  },
  revisions: (document, args, context) => listRevisions(context, document, args) as never,
  download: (document, _args, context) => {
    admit(context, 'documents:read');
    return createDownload(context, document);
  },
  access: async (document, _args, context) => {
    const source = (await context.visibility()).sources.get(document.sourceId);
    return source === undefined ? null : explainAccess(context, document, source);
  },
};

export const DocumentFailure: DocumentFailureResolvers = {
  document: (failure, _args, context) => failedDocument(context, failure),
  problem: ({ code, message, retryAt }) => problem(code, message, retryAt ?? null),
};
