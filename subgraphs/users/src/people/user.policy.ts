import { type Viewer, hasScope, personOf } from '@conhub/subgraph-kit';
import type { Loaders } from '../loaders.ts';
import type { User } from './user.entity.ts';

/** A person sees their own address; who manages members sees theirs, while they are members. */
export async function canSeeEmail(viewer: Viewer, user: User, loaders: Pick<Loaders, 'membershipsOfUsers'>): Promise<boolean> {
  if (personOf(viewer) === user.id) return true;
  return hasScope(viewer, 'members:manage') && (await loaders.membershipsOfUsers.load(user.id)) !== null;
}
