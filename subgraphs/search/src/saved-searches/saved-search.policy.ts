import { type Viewer, personOf } from '@conhub/subgraph-kit';
import type { SavedSearch } from './saved-search.entity.ts';

/** The owner sees theirs, everybody in the organization what is shared. */
export const canSeeSavedSearch = (viewer: Viewer, { ownerId, isShared }: Pick<SavedSearch, 'ownerId' | 'isShared'>): boolean =>
  isShared || (personOf(viewer) !== null && personOf(viewer) === ownerId);

/** Shared or not, only its owner changes it. */
export const canChangeSavedSearch = (viewer: Viewer, { ownerId }: Pick<SavedSearch, 'ownerId'>): boolean => personOf(viewer) === ownerId;
