import { createBuiltInConnector } from '../providers/built-in/built-in-connector.ts';

/** The provider key of notes; never renamed. */
export const noteKey = 'note';

/** Notes are read when they are written: no run ever fetches one. */
export const createNoteConnector = () => createBuiltInConnector({ key: noteKey, displayName: 'Notes', category: 'KNOWLEDGE' });
