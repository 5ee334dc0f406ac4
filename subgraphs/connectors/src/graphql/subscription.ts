import { visibleAccount, visibleSource } from '../access/visible.ts';
import type { Context } from '../context.ts';
import { type SyncProgressed, watchProgress } from '../sync/watch-progress.ts';
import { admit, optionalId } from './guard.ts';
import type { SubscriptionResolvers, SubscriptionSyncProgressArgs } from './types.generated.ts';

export const Subscription: SubscriptionResolvers = {
  syncProgress: {
    subscribe: async (_parent: unknown, args: SubscriptionSyncProgressArgs, context: Context) => {
      admit(context);
      const accountId = optionalId('acc', args.accountId, ['accountId']);
      const sourceId = optionalId('src', args.sourceId, ['sourceId']);
      if (accountId !== null) await visibleAccount(context, accountId);
      if (sourceId !== null) await visibleSource(context, sourceId);
      return watchProgress(context.services, context, { accountId, sourceId });
    },
    resolve: (progressed: SyncProgressed) => progressed,
  } as never,
};
