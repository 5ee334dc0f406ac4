import { createBuiltInConnector } from '../providers/built-in/built-in-connector.ts';

/** The provider key of uploads; never renamed. */
export const uploadKey = 'upload';

/** Uploads are read when they are completed; a run of theirs reads again, from the bytes that are kept, what failed or is read otherwise now. */
export const createUploadConnector = () => createBuiltInConnector({ key: uploadKey, displayName: 'Uploads', category: 'FILES' });
