import { type ApiKeyViewer, type UserViewer, builtInRoles, idOf, uuidOf } from '@conhub/subgraph-kit';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { RoleKey } from '../members/role.ts';
import { idleTimeoutMs } from '../sessions/lifetimes.ts';
import { hashSecret } from '../sessions/secret.ts';
import { membershipOf, viewerOf } from './viewer-of.ts';

interface LiveSession {
  readonly sessionId: string;
  readonly userId: string;
  readonly expiresAt: Date;
  readonly lastSeenAt: Date;
}

/** A live session by its id (from an access token) or its cookie's secret. */
export async function findSession(em: SqlEntityManager, by: { id: string } | { cookie: string }, now: Date): Promise<LiveSession | null> {
  const [row] = await em.execute<{ id: string; user_id: string; expires_at: Date | string; last_seen_at: Date | string }[]>(
    `select id, user_id, expires_at, last_seen_at from users.sessions
      where ${'id' in by ? 'id' : 'secret_hash'} = ? and ended_at is null and expires_at > ? and last_seen_at > ?`,
    ['id' in by ? uuidOf(by.id) : hashSecret(by.cookie), now, new Date(now.getTime() - idleTimeoutMs)],
  );
  return row === undefined
    ? null
    : {
        sessionId: idOf('ses', row.id),
        userId: idOf('usr', row.user_id),
        expiresAt: new Date(row.expires_at),
        lastSeenAt: new Date(row.last_seen_at),
      };
}

/** `undefined` when the organization that was named is not one of theirs. */
export async function viewerOfSession(
  em: SqlEntityManager,
  session: LiveSession,
  organization: string | null,
): Promise<UserViewer | undefined> {
  const membership = await membershipOf(em, session.userId, organization);
  if (membership === null && organization !== null) return undefined;
  return viewerOf(session.userId, session.sessionId, membership);
}

export interface LiveApiKey {
  readonly viewer: ApiKeyViewer;
  readonly slug: string;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
}

/** A key that is not revoked or expired and whose creator is a member still. Its scopes are never more than its creator's. */
export async function findApiKey(em: SqlEntityManager, by: { id: string } | { secret: string }, now: Date): Promise<LiveApiKey | null> {
  const [row] = await em.execute<
    {
      id: string;
      created_by: string;
      organization_id: string;
      scopes: string[];
      role_key: RoleKey;
      slug: string;
      expires_at: Date | string | null;
      last_used_at: Date | string | null;
    }[]
  >(
    `select k.id, k.created_by, k.organization_id, k.scopes, m.role_key, o.slug, k.expires_at, k.last_used_at
       from users.api_keys k
       join users.memberships m on m.id = k.membership_id and m.ended_at is null
       join users.organizations o on o.id = k.organization_id
      where k.${'id' in by ? 'id' : 'secret_hash'} = ? and k.revoked_at is null and (k.expires_at is null or k.expires_at > ?)`,
    ['id' in by ? uuidOf(by.id) : hashSecret(by.secret), now],
  );
  if (row === undefined) return null;
  const held: readonly string[] = builtInRoles[row.role_key];
  return {
    slug: row.slug,
    expiresAt: row.expires_at === null ? null : new Date(row.expires_at),
    lastUsedAt: row.last_used_at === null ? null : new Date(row.last_used_at),
    viewer: {
      kind: 'apiKey',
      apiKeyId: idOf('key', row.id),
      userId: idOf('usr', row.created_by),
      organizationId: idOf('org', row.organization_id),
      scopes: row.scopes.filter((scope) => held.includes(scope)),
      teamIds: [],
    },
  };
}
