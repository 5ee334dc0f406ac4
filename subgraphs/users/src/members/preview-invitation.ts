import { TooManyRequestsError } from '@conhub/subgraph-kit';
import type { Context } from '../context.ts';
import { takeAll } from '../limiting/limiter.ts';
import { fromAddress } from '../limiting/tries.ts';
import { Organization } from '../organizations/organization.entity.ts';
import { openInvitation } from './redeem-invitation.ts';

export interface InvitationPreview {
  readonly organizationName: string;
  readonly email: string;
  readonly expiresAt: Date;
}

/** What an invited person sees before they accept; null for a token that is worthless. */
export async function previewInvitation({ services, request }: Context, token: string): Promise<InvitationPreview | null> {
  const tries = await takeAll(services.limiter, [fromAddress(request)]);
  if (!tries.isAllowed) throw new TooManyRequestsError('Too many tries: wait a little before the next one', tries.retryAt);
  const em = services.database.system();
  const invitation = await openInvitation(em, token, services.now());
  if (invitation === null) return null;
  tries.giveBack();
  const organization = await em.findOneOrFail(Organization, { id: invitation.organizationId });
  return { organizationName: organization.name, email: invitation.email, expiresAt: invitation.expiresAt };
}
