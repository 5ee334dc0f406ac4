import { type LimitReached, TooManyRequestsError } from '@conhub/subgraph-kit';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { Context } from '../context.ts';
import { identityChanged } from '../identify/identity-changed.ts';
import { takeAll } from '../limiting/limiter.ts';
import { fromAddress } from '../limiting/tries.ts';
import { requirePerson } from '../people/person.policy.ts';
import { Membership } from './membership.entity.ts';
import { openInvitation, redeemInvitation } from './redeem-invitation.ts';

export interface InvitationInvalid {
  readonly __typename: 'InvitationInvalid';
  readonly message: string;
}

const invalid: InvitationInvalid = {
  __typename: 'InvitationInvalid',
  message: 'The invitation is unknown, used, revoked or expired: ask for another',
};

/** Joins the organization of an invitation with the account one is signed in with. */
export async function acceptInvitation(context: Context, token: string): Promise<Membership | InvitationInvalid | LimitReached> {
  const { userId } = requirePerson(context.viewer);
  const { services, request, viewer } = context;
  const tries = await takeAll(services.limiter, [fromAddress(request)]);
  if (!tries.isAllowed) throw new TooManyRequestsError('Too many tries: wait a little before the next one', tries.retryAt);
  const invitation = await openInvitation(services.database.system(), token, services.now());
  if (invitation === null) return { ...invalid };
  tries.giveBack();
  const redeemed = await services.database
    .system()
    .transactional((em) => redeemInvitation({ em: em as SqlEntityManager, viewer, request }, services, invitation.id, userId));
  if (redeemed === null) return { ...invalid };
  if (!(redeemed instanceof Membership)) return redeemed;
  identityChanged(services.broadcast, { userId });
  return redeemed;
}
