import { type LimitReached, TooManyRequestsError, anonymous, newId } from '@conhub/subgraph-kit';
import { type SqlEntityManager, UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import type { Context } from '../context.ts';
import { emit } from '../event-log.ts';
import { UserRegistered } from '../events.ts';
import { viewerOf } from '../identify/viewer-of.ts';
import { takeAll } from '../limiting/limiter.ts';
import { fromAddress } from '../limiting/tries.ts';
import type { Invitation } from '../members/invitation.entity.ts';
import { Membership } from '../members/membership.entity.ts';
import { openInvitation, redeemInvitation } from '../members/redeem-invitation.ts';
import { Credential } from '../passwords/credential.entity.ts';
import { passwordFault } from '../passwords/password-rules.ts';
import { addUser } from './add-user.ts';
import { refuseFaults } from './input-faults.ts';
import { emailFault, nameFault } from './name-rules.ts';

export interface RegisterInput {
  readonly displayName: string;
  readonly email: string;
  readonly password: string;
  readonly invitationToken: string | null;
}

export interface Registered {
  readonly __typename: 'RegisterPayload';
  readonly email: string;
}

export interface RegistrationClosed {
  readonly __typename: 'RegistrationClosed';
  readonly message: string;
}

const closed = (): RegistrationClosed => ({
  __typename: 'RegistrationClosed',
  message: 'Registering takes a good invitation here: ask somebody who manages members for one',
});

/** Undoes what a refused registration has written. */
class Refused extends Error {
  readonly answer: LimitReached | RegistrationClosed;

  constructor(answer: LimitReached | RegistrationClosed) {
    super('refused');
    this.answer = answer;
  }
}

/** A person, and with an invitation their membership. An address that is known already gets the same answer, and a message. */
export async function register(context: Context, input: RegisterInput): Promise<Registered | RegistrationClosed | LimitReached> {
  const { services, request } = context;
  const tries = await takeAll(services.limiter, [fromAddress(request)]);
  if (!tries.isAllowed) throw new TooManyRequestsError('Too many tries: wait a little before the next one', tries.retryAt);
  const { displayName, email, password, invitationToken } = input;
  const invitation = invitationToken === null ? null : await openInvitation(services.database.system(), invitationToken, services.now());
  if (invitationToken !== null && invitation === null) return closed();
  // Before the set-up, registering could only make people that belong to nobody.
  if (invitation === null && (services.registration === 'closed' || (await services.setup.isNeeded()))) return closed();
  refuseFaults([
    nameFault(displayName, ['input', 'displayName']),
    emailFault(email, ['input', 'email']),
    await passwordFault(password, email, ['input', 'password']),
  ]);
  const passwordHash = await services.passwords.hash(password);
  try {
    await services.database.system().transactional((em) => addPerson(em as SqlEntityManager, context, input, passwordHash, invitation));
    // A link that is used up was no guess; an open installation counts every registration.
    if (invitation !== null) tries.giveBack();
  } catch (error) {
    if (error instanceof Refused) return error.answer;
    if (!(error instanceof UniqueConstraintViolationException)) throw error;
    // Not waited for: how long a message takes would tell that the address is known.
    void tellOwner(context, email);
  }
  return { __typename: 'RegisterPayload', email };
}

async function addPerson(
  em: SqlEntityManager,
  { services, request }: Context,
  input: RegisterInput,
  passwordHash: string,
  invitation: Invitation | null,
) {
  const now = services.now();
  const userId = newId('usr');
  addUser(em, { id: userId, displayName: input.displayName, email: input.email, now });
  em.persist(em.create(Credential, { userId, passwordHash, changedAt: now }));
  const organizationId = invitation?.organizationId ?? null;
  emit({ em, viewer: anonymous, request }, UserRegistered, { userId }, { organizationId });
  await em.flush();
  if (invitation === null) return;
  const redeemed = await redeemInvitation({ em, viewer: viewerOf(userId, newId('ses'), null), request }, services, invitation.id, userId);
  if (!(redeemed instanceof Membership)) throw new Refused(redeemed ?? closed());
}

/** Only the address's owner learns that it is registered. */
async function tellOwner({ services }: Context, email: string): Promise<void> {
  try {
    await services.mail({
      to: email,
      subject: 'You have an account already',
      text: `Somebody, you probably, has tried to register with this address. It has an account already:\nsign in at ${services.publicUrl}; an invitation is accepted from there.\n`,
    });
  } catch (error) {
    services.log.warn({ err: error }, 'A message could not be sent');
  }
}
