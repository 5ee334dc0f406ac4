import type { Context } from '../context.ts';
import { emit } from '../event-log.ts';
import { SignInFailed } from '../events.ts';
import { type ActingMembership, membershipOf } from '../identify/viewer-of.ts';
import { takeAll } from '../limiting/limiter.ts';
import { atAccount, fromAddress } from '../limiting/tries.ts';
import { Credential } from '../passwords/credential.entity.ts';
import { emailKey } from '../people/email-key.ts';
import { User } from '../people/user.entity.ts';
import { type SignedIn, answerSignedIn, openSession, requireCookies } from './open-session.ts';
import { hashSecret } from './secret.ts';
import { Session } from './session.entity.ts';
import { type InvalidCredentials, type SignInBlocked, countFailure, invalidCredentials, tooManyTries } from './sign-in-failures.ts';
import { SignInLock } from './sign-in-lock.entity.ts';

export interface SignInInput {
  readonly email: string;
  readonly password: string;
  readonly useCookie: boolean;
}

const wrong = 'This address and this password do not belong together';
/** Stands where a person's id would, so that an unknown address costs the same queries. */
const nobody = 'usr_00000000000000000000000000';

/** Unknown address and wrong password take the same steps: the same answer after the same time. */
export async function signIn(context: Context, input: SignInInput): Promise<SignedIn | InvalidCredentials | SignInBlocked> {
  const { services, request } = context;
  if (input.useCookie) requireCookies(request);
  const em = services.database.system();
  const key = emailKey(input.email);
  const emailHash = hashSecret(key);
  const user = await em.findOne(User, { emailKey: key });
  const userId = user?.id ?? nobody;
  const device = await knownDevice(context, userId);
  const tries = await takeAll(services.limiter, [fromAddress(request), atAccount(emailHash, device)]);
  if (!tries.isAllowed) return tooManyTries(tries.retryAt);

  const credential = await em.findOne(Credential, { userId });
  const membership = await membershipOf(em, userId, null);
  const lock = await em.findOne(SignInLock, { emailHash });
  const lockedUntil = lock?.lockedUntil ?? null;
  if (lockedUntil !== null && lockedUntil > services.now() && device === null) {
    await recordFailure(context, emailHash, user, membership, 'LOCKED');
    return tooManyTries(lockedUntil);
  }
  const isRight = await services.passwords.verify(credential?.passwordHash ?? null, input.password);
  if (!isRight || user === null) {
    await recordFailure(context, emailHash, user, membership, user === null ? 'UNKNOWN_ADDRESS' : 'WRONG_PASSWORD');
    return invalidCredentials(wrong);
  }
  tries.giveBack();
  if (lock !== null) em.remove(lock);
  const opened = openSession(services, request, em, { userId: user.id, membership, method: 'PASSWORD', useCookie: input.useCookie });
  await em.flush();
  return answerSignedIn(context, opened);
}

/** The session whose cookie came along, if it is this person's and was not ended: a lock that strangers have caused does not hold them. */
async function knownDevice({ services, request }: Context, userId: string): Promise<string | null> {
  const session =
    request.sessionCookie === null
      ? null
      : await services.database.system().findOne(Session, { secretHash: hashSecret(request.sessionCookie), userId, endedAt: null });
  return session !== null && session.expiresAt > services.now() ? session.id : null;
}

async function recordFailure(
  { services, viewer, request }: Context,
  emailHash: string,
  user: User | null,
  membership: ActingMembership | null,
  reason: 'LOCKED' | 'UNKNOWN_ADDRESS' | 'WRONG_PASSWORD',
): Promise<void> {
  await services.database.system().transactional(async (em) => {
    if (reason !== 'LOCKED') await countFailure(em as never, emailHash, services.now());
    emit(
      { em, viewer, request },
      SignInFailed,
      { userId: user?.id ?? null, reason },
      { organizationId: membership?.organizationId ?? null, outcome: 'FAILURE' },
    );
  });
}
