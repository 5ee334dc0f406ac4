import { BadUserInputError, TooManyRequestsError } from '@conhub/subgraph-kit';
import type { Context } from '../context.ts';
import { emit } from '../event-log.ts';
import { PasswordChanged } from '../events.ts';
import { takeAll } from '../limiting/limiter.ts';
import { atAccount, fromAddress } from '../limiting/tries.ts';
import { refuseFaults } from '../people/input-faults.ts';
import { requirePerson } from '../people/person.policy.ts';
import { User } from '../people/user.entity.ts';
import { endSessions, otherSessions, sayEnded } from '../sessions/end-session.ts';
import { recentSignInMs } from '../sessions/lifetimes.ts';
import { hashSecret } from '../sessions/secret.ts';
import { Session } from '../sessions/session.entity.ts';
import { Credential } from './credential.entity.ts';
import { passwordFault } from './password-rules.ts';

export interface ChangePasswordInput {
  readonly password: string;
  readonly currentPassword: string | null;
  readonly endOtherSessions: boolean;
}

/** Takes the password until now, or a sign-in of the last ten minutes. */
export async function changePassword(context: Context, input: ChangePasswordInput): Promise<void> {
  const viewer = requirePerson(context.viewer);
  const { em, services } = context;
  const user = await em.findOneOrFail(User, { id: viewer.userId });
  const credential = await em.findOneOrFail(Credential, { userId: viewer.userId });
  refuseFaults([await passwordFault(input.password, user.email, ['input', 'password'])]);
  const tries = await takeAll(services.limiter, [fromAddress(context.request), atAccount(hashSecret(user.emailKey), viewer.sessionId)]);
  if (!tries.isAllowed) throw new TooManyRequestsError('Too many tries: wait a little before the next one', tries.retryAt);
  await confirm(context, viewer.sessionId, credential, input.currentPassword);
  credential.passwordHash = await services.passwords.hash(input.password);
  credential.changedAt = services.now();
  emit(context, PasswordChanged, { userId: user.id, by: 'PERSON' });
  const others = input.endOtherSessions ? await otherSessions(context, viewer) : [];
  endSessions(context, others, 'PASSWORD_CHANGED');
  await em.flush();
  sayEnded(context, others);
}

async function confirm({ em, services }: Context, sessionId: string, credential: Credential, current: string | null): Promise<void> {
  const path = ['input', 'currentPassword'];
  if (current === null) {
    const session = await em.findOneOrFail(Session, { id: sessionId });
    if (services.now().getTime() - session.createdAt.getTime() <= recentSignInMs) return;
    throw BadUserInputError.of(path, 'REQUIRED', 'The password until now is needed: the last sign-in is more than ten minutes ago');
  }
  if (!(await services.passwords.verify(credential.passwordHash, current))) {
    throw BadUserInputError.of(path, 'WRONG_PASSWORD', 'That is not the password until now');
  }
}
