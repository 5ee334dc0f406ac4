import { type RequestInfo, newId } from '@conhub/subgraph-kit';
import { type SqlEntityManager, UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import { emit } from '../event-log.ts';
import { InstallationSetUp, UserRegistered } from '../events.ts';
import { type ActingMembership, viewerOf } from '../identify/viewer-of.ts';
import { Credential } from '../passwords/credential.entity.ts';
import { addUser } from '../people/add-user.ts';
import type { Services } from '../services.ts';
import { type OpenedSession, openSession } from '../sessions/open-session.ts';
import { addOrganization } from './add-organization.ts';
import { Installation } from './installation.entity.ts';

export interface Founding {
  readonly displayName: string;
  readonly email: string;
  readonly passwordHash: string;
  readonly organizationName: string;
  readonly by: 'TOKEN' | 'OPERATOR';
  /** How the owner is signed in at once; null: not at all. */
  readonly method: 'SETUP' | null;
}

export interface Founded {
  readonly userId: string;
  readonly membership: ActingMembership;
  readonly session: OpenedSession | null;
}

/** The first owner, the first organization, and the owner's session. Null when somebody else was first: it happens once. */
export async function foundInstallation(services: Services, request: RequestInfo, founding: Founding): Promise<Founded | null> {
  const now = services.now();
  const { displayName, email, passwordHash, organizationName, by, method } = founding;
  try {
    return await services.database.system().transactional(async (forked) => {
      const em = forked as SqlEntityManager;
      const userId = newId('usr');
      em.persist(em.create(Installation, { id: 1, setUpAt: now, setUpBy: userId }));
      await em.flush();
      addUser(em, { id: userId, displayName, email, now });
      em.persist(em.create(Credential, { userId, passwordHash, changedAt: now }));
      const acting = { em, viewer: viewerOf(userId, newId('ses'), null), request };
      const membership = await addOrganization(acting, { name: organizationName, slug: null, now });
      const { organizationId } = membership;
      emit(acting, UserRegistered, { userId }, { organizationId });
      emit(acting, InstallationSetUp, { userId, organizationId, by }, { organizationId });
      const session = method === null ? null : openSession(services, request, em, { userId, membership, method, useCookie: false });
      return { userId, membership, session };
    });
  } catch (error) {
    if (error instanceof UniqueConstraintViolationException && !(await services.setup.isNeeded())) return null;
    throw error;
  }
}
