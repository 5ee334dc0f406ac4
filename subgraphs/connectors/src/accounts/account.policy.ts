import { type Viewer, hasScope, personOf } from '@conhub/subgraph-kit';
import type { ConnectedAccount } from './connected-account.entity.ts';

export interface VisibleAccount {
  readonly account: ConnectedAccount;
}

/** Holders of `sources:manage` see and steer what others have connected, without reading it. A service is nobody's manager. */
export const isManager = (viewer: Viewer): boolean => viewer.kind !== 'service' && hasScope(viewer, 'sources:manage');

export const isOwner = (viewer: Viewer, account: ConnectedAccount): boolean => {
  const person = personOf(viewer);
  return person !== null && account.ownerId === person;
};

/** Beside this, whoever sees one of its sources sees the account. */
export const canSeeAccount = (viewer: Viewer, account: ConnectedAccount): boolean => isOwner(viewer, account) || isManager(viewer);

export const canManageAccount = (viewer: Viewer, account: ConnectedAccount): boolean =>
  (isOwner(viewer, account) && hasScope(viewer, 'accounts:connect')) || isManager(viewer);

/** What may be read with somebody's credentials is theirs alone to look at and to choose from. */
export const canReadContainers = (viewer: Viewer, account: ConnectedAccount): boolean =>
  isOwner(viewer, account) && hasScope(viewer, 'accounts:connect') && canUseProvider(viewer, account.providerKey);

/** A folder source is a read of the server's own files: only OWNER and ADMIN (who alone hold `sources:manage`) may ask for it. */
export const canUseProvider = (viewer: Viewer, providerKey: string): boolean => providerKey !== 'folder' || isManager(viewer);

/**
 * The owner gives an account away; a manager only one whose owner has left. Otherwise a role could make somebody's documents its own.
 */
export const canGive = (viewer: Viewer, account: ConnectedAccount): boolean =>
  isOwner(viewer, account) || (isManager(viewer) && !account.ownerId);
