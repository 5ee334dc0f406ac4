import { Document } from '../documents/document.entity.ts';
import { createBuiltInConnector } from '../providers/built-in/built-in-connector.ts';
import type { Services } from '../services.ts';
import { Source } from '../sources/source.entity.ts';

/** The provider key of uploads; never renamed. */
export const uploadKey = 'upload';

/** Uploads are read when they are completed; a run of theirs reads again, from the bytes that are kept, what failed or is read otherwise now. */
export const createUploadConnector = (services: () => Pick<Services, 'database' | 'blobs'>) =>
  createBuiltInConnector({
    key: uploadKey,
    displayName: 'Uploads',
    category: 'FILES',
    async fetch({ id }) {
      const { database, blobs } = services();
      const em = database.system();
      const sources = await em.find(Source, { providerKey: uploadKey }, { fields: ['id'] });
      const document = await em.findOne(Document, { sourceId: { $in: sources.map((source) => source.id) }, providerId: id });
      if (!document?.originalHash) return null;
      const bytes = await blobs.get(document.organizationId, document.originalHash);
      return bytes === null ? null : { bytes, rev: document.originalHash };
    },
  });
