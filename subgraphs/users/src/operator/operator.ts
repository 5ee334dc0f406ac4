import { ConflictError, NotFoundError, type RequestInfo, service } from '@conhub/subgraph-kit';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { emit } from '../event-log.ts';
import { PasswordChanged, SessionEnded, SignInLinkCreated } from '../events.ts';
import { identityChanged } from '../identify/identity-changed.ts';
import { type ActingMembership, membershipOf } from '../identify/viewer-of.ts';
import { signInLink } from '../links.ts';
import { Membership } from '../members/membership.entity.ts';
import { foundInstallation } from '../organizations/found-installation.ts';
import { Installation } from '../organizations/installation.entity.ts';
import { Credential } from '../passwords/credential.entity.ts';
import { emailKey } from '../people/email-key.ts';
import { refuseFaults } from '../people/input-faults.ts';
import { emailFault, nameFault } from '../people/name-rules.ts';
import { User } from '../people/user.entity.ts';
import type { Services } from '../services.ts';
import { oneTimeLinkMs } from '../sessions/lifetimes.ts';
import { OneTimeLink } from '../sessions/one-time-link.entity.ts';
import { openSession } from '../sessions/open-session.ts';
import { hashSecret, newSecret } from '../sessions/secret.ts';
import { Session } from '../sessions/session.entity.ts';
import { SignInLock } from '../sessions/sign-in-lock.entity.ts';

export interface OperatorSession {
  readonly accessToken: string;
  readonly accessTokenExpiresAt: Date;
  readonly refreshToken: string;
  readonly sessionId: string;
  readonly userId: string;
  /** Null for a person who is a member of none. */
  readonly organizationId: string | null;
}

export interface OperatorSetup {
  readonly userId: string;
  readonly organizationId: string;
  /** False when the installation was set up before. */
  readonly isNew: boolean;
}

/** Who can read the data folder is its operator anyway: what that person may do without a password. Everything is a fact for audit. */
export interface Operator {
  /** An ordinary session of `email`'s person, else of the owner who has been one for longest. */
  openSession(options: { email?: string | undefined }, request: RequestInfo): Promise<OperatorSession>;
  /** A sign-in link for a browser: works once, for ten minutes. */
  createLink(options: { email?: string | undefined }, request: RequestInfo): Promise<{ url: string; expiresAt: Date }>;
  /** A new random password, which only the answer holds. Ends the person's sessions. */
  resetPassword(options: { email: string }, request: RequestInfo): Promise<{ email: string; password: string }>;
  /** The first owner, with a password that nobody knows, and the first organization. Does nothing the second time. */
  setUp(options: SetUpOptions, request: RequestInfo): Promise<OperatorSetup>;
}

export interface SetUpOptions {
  readonly organizationName?: string | undefined;
  readonly displayName?: string | undefined;
  readonly email?: string | undefined;
}

interface Person {
  readonly user: User;
  readonly membership: ActingMembership | null;
}

export function createOperator(services: Services): Operator {
  const { database, now } = services;

  async function oldestOwner(em: SqlEntityManager): Promise<string> {
    const [owner] = await em.find(Membership, { roleKey: 'OWNER', endedAt: null }, { orderBy: { joinedAt: 'asc', id: 'asc' }, limit: 1 });
    if (owner === undefined) throw new ConflictError('There is no owner yet: complete the set-up first');
    return owner.userId;
  }

  async function person(em: SqlEntityManager, email: string | undefined): Promise<Person> {
    const user =
      email === undefined ? await em.findOne(User, { id: await oldestOwner(em) }) : await em.findOne(User, { emailKey: emailKey(email) });
    if (user === null) throw new NotFoundError('Nobody here has this address');
    return { user, membership: await membershipOf(em, user.id, null) };
  }

  const acting = (em: SqlEntityManager, { membership }: Person, request: RequestInfo) => ({
    em,
    viewer: service('operator', membership?.organizationId ?? null),
    request,
  });

  return {
    async openSession({ email }, request) {
      const em = database.system();
      const { user, membership } = await person(em, email);
      const opened = openSession(services, request, em, { userId: user.id, membership, method: 'OPERATOR', useCookie: false });
      await em.flush();
      const { token, expiresAt } = await services.accessTokens.sign(user.id, opened.session.id);
      return {
        accessToken: token,
        accessTokenExpiresAt: expiresAt,
        refreshToken: opened.refreshToken ?? '',
        sessionId: opened.session.id,
        userId: user.id,
        organizationId: membership?.organizationId ?? null,
      };
    },

    async createLink({ email }, request) {
      const em = database.system();
      const found = await person(em, email);
      const token = newSecret();
      const expiresAt = new Date(now().getTime() + oneTimeLinkMs);
      em.persist(
        em.create(OneTimeLink, { tokenHash: hashSecret(token), userId: found.user.id, createdAt: now(), expiresAt, usedAt: null }),
      );
      emit(acting(em, found, request), SignInLinkCreated, { userId: found.user.id });
      await em.flush();
      return { url: signInLink(services.publicUrl, token), expiresAt };
    },

    async resetPassword({ email }, request) {
      const em = database.system();
      const found = await person(em, email);
      const { user } = found;
      const password = newSecret().slice(0, 24);
      const credential = await em.findOneOrFail(Credential, { userId: user.id });
      credential.passwordHash = await services.passwords.hash(password);
      credential.changedAt = now();
      emit(acting(em, found, request), PasswordChanged, { userId: user.id, by: 'OPERATOR' });
      const sessions = await em.find(Session, { userId: user.id, endedAt: null });
      for (const session of sessions) {
        session.end(now(), 'PASSWORD_CHANGED');
        emit(acting(em, found, request), SessionEnded, { sessionId: session.id, userId: user.id, reason: 'PASSWORD_CHANGED' });
      }
      await em.nativeDelete(SignInLock, { emailHash: hashSecret(user.emailKey) });
      await em.flush();
      identityChanged(services.broadcast, { userId: user.id });
      return { email: user.email, password };
    },

    async setUp({ organizationName = 'My organization', displayName = 'Owner', email = 'owner@conhub.localhost' }, request) {
      if (await services.setup.isNeeded()) {
        refuseFaults([
          nameFault(organizationName, ['organizationName']),
          nameFault(displayName, ['displayName']),
          emailFault(email, ['email']),
        ]);
        const passwordHash = await services.passwords.hash(newSecret());
        const opened = await foundInstallation(services, request, {
          displayName,
          email,
          passwordHash,
          organizationName,
          by: 'OPERATOR',
          method: null,
        });
        if (opened !== null) return { userId: opened.userId, organizationId: opened.membership.organizationId, isNew: true };
      }
      const em = database.system();
      const { setUpBy } = await em.findOneOrFail(Installation, { id: 1 });
      const userId = (await membershipOf(em, setUpBy, null)) === null ? await oldestOwner(em) : setUpBy;
      const membership = await membershipOf(em, userId, null);
      if (membership === null) throw new ConflictError('There is no owner any more');
      return { userId, organizationId: membership.organizationId, isNew: false };
    },
  };
}
