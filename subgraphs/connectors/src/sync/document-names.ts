import type { StoredMeta } from '../documents/document.entity.ts';
import type { DocumentMeta } from '../providers/connector.ts';

export const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1) || path;

/** What says how a file is read: `.md`, or the whole name of a file without an ending (`Makefile`). */
export function ending(path: string): string {
  const name = fileName(path).toLowerCase();
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? name : name.slice(dot);
}

/** The author stays out: a person's name does not lie about in a list of failures. */
export const storedMeta = (meta: DocumentMeta | null): StoredMeta | null =>
  meta === null
    ? null
    : {
        sizeBytes: meta.sizeBytes,
        mimeType: meta.mimeType,
        url: meta.url,
        createdAt: meta.createdAt?.toISOString() ?? null,
        updatedAt: meta.updatedAt?.toISOString() ?? null,
      };

export const metaOf = (meta: StoredMeta | null): DocumentMeta => ({
  sizeBytes: meta?.sizeBytes ?? null,
  mimeType: meta?.mimeType ?? null,
  url: meta?.url ?? null,
  author: null,
  createdAt: meta?.createdAt ? new Date(meta.createdAt) : null,
  updatedAt: meta?.updatedAt ? new Date(meta.updatedAt) : null,
});
