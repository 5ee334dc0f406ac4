import type { Viewer } from '@conhub/subgraph-kit';
import { canManageAccount, isOwner } from '../accounts/account.policy.ts';
import type { ConnectedAccount } from '../accounts/connected-account.entity.ts';
import type { Source, SourceVisibility } from './source.entity.ts';

/** A source as far as a viewer sees it. Without `mayRead`: name, state and counts; no paths, failures, documents. */
export interface VisibleSource {
  readonly source: Source;
  readonly account: ConnectedAccount;
  readonly mayRead: boolean;
}

/** No role reads documents by itself: its account's owner does, and who is in the source's access set. */
export const mayReadDocuments = (viewer: Viewer, account: ConnectedAccount, isInAccessSet: boolean): boolean =>
  isInAccessSet || isOwner(viewer, account);

export const canManageSource = (viewer: Viewer, { account }: Pick<VisibleSource, 'account'>): boolean => canManageAccount(viewer, account);

/** The owner says who may read. A manager may only take access away: to OWNER. */
export const canShare = (viewer: Viewer, { account }: Pick<VisibleSource, 'account'>, visibility: SourceVisibility): boolean =>
  isOwner(viewer, account) || (canManageAccount(viewer, account) && visibility === 'OWNER');
