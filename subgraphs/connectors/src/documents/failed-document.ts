import type { Context } from '../context.ts';
import { Document, type DocumentFailure } from './document.entity.ts';

/** The document that a failure of the list is about; null when none was ever read. Who sees the list may read the source. */
export const failedDocument = (
  { em }: Pick<Context, 'em'>,
  { sourceId, providerId }: Pick<DocumentFailure, 'sourceId' | 'providerId'>,
): Promise<Document | null> => em.findOne(Document, { sourceId, providerId });
