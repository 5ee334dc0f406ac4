import { authorKeyOf } from '../documents/document-author.ts';
import type { Document } from '../documents/document.entity.ts';
import type { DocumentOperation } from '../events.ts';

/** What a page says of a document: the groups that the operation changes, as they are now, under its newest version. */
export function operationOf(document: Document, t: 'upsert' | 'move' | 'delete'): DocumentOperation {
  const base = { documentId: document.id, version: document.version, t };
  if (t === 'delete') return base;
  const place = { path: document.path, title: document.title, url: document.url };
  if (t === 'move') return { ...base, ...place };
  return {
    ...base,
    ...place,
    textHash: document.textHash as string,
    kind: document.kind,
    language: document.language,
    updatedAt: document.updatedAt.toISOString(),
    authorKey: authorKeyOf(document),
    access: document.accessSetId,
  };
}
