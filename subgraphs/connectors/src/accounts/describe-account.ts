import type { ConnectedAccount } from './connected-account.entity.ts';

/** What the facts say of an account. */
export const accountFact = (account: ConnectedAccount) => ({
  accountId: account.id,
  version: account.version,
  providerKey: account.providerKey,
  ownerId: account.ownerId ?? null,
  status: account.status,
});
