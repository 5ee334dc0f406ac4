import type { Context } from '../context.ts';
import { takeAll } from '../limiting/limiter.ts';
import { atSetup, fromAddress } from '../limiting/tries.ts';
import { passwordFault } from '../passwords/password-rules.ts';
import { refuseFaults } from '../people/input-faults.ts';
import { emailFault, nameFault } from '../people/name-rules.ts';
import { type SignedIn, answerSignedIn } from '../sessions/open-session.ts';
import { type InvalidCredentials, type SignInBlocked, invalidCredentials, tooManyTries } from '../sessions/sign-in-failures.ts';
import { foundInstallation } from './found-installation.ts';

export interface CompleteSetupInput {
  readonly setupToken: string;
  readonly displayName: string;
  readonly email: string;
  readonly password: string;
  readonly organizationName: string;
}

const worthless = 'The set-up token is not right, or this installation is set up already';

/** The first owner and organization, once, for whoever holds the token that the console printed. */
export async function completeSetup(context: Context, input: CompleteSetupInput): Promise<SignedIn | InvalidCredentials | SignInBlocked> {
  const { services, request } = context;
  const tries = await takeAll(services.limiter, [fromAddress(request), atSetup]);
  if (!tries.isAllowed) return tooManyTries(tries.retryAt);
  if (!services.setup.isRight(input.setupToken) || !(await services.setup.isNeeded())) return invalidCredentials(worthless);
  tries.giveBack();
  const { displayName, email, password, organizationName } = input;
  refuseFaults([
    nameFault(displayName, ['input', 'displayName']),
    emailFault(email, ['input', 'email']),
    await passwordFault(password, email, ['input', 'password']),
    nameFault(organizationName, ['input', 'organizationName']),
  ]);
  const passwordHash = await services.passwords.hash(password);
  const founded = await foundInstallation(services, request, {
    displayName,
    email,
    passwordHash,
    organizationName,
    by: 'TOKEN',
    method: 'SETUP',
  });
  return founded?.session == null ? invalidCredentials(worthless) : answerSignedIn(context, founded.session);
}
