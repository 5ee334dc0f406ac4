import type { DocumentSummary } from '../index/ranking/query.ts';

/** A document with what a result list shows, so that nothing more is fetched for it. */
export const documentView = ({ documentId, title, path, url, kind, language, updatedAt }: DocumentSummary) => ({
  id: documentId,
  title,
  path,
  url,
  kind,
  language,
  updatedAt: new Date(updatedAt),
});
