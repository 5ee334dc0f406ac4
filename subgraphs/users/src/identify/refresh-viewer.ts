import { type Viewer, UnauthenticatedError } from '@conhub/subgraph-kit';
import type { Services } from '../services.ts';
import { findApiKey, findSession } from './find-identity.ts';
import { createIdentityCache } from './identity-cache.ts';
import { membershipOf, viewerOf } from './viewer-of.ts';

export interface RefreshViewer {
  /** The viewer as they are now: role and scopes may have changed. @throws UnauthenticatedError when session, membership or key ended */
  (viewer: Viewer): Promise<Viewer>;
  stop(): void;
}

/** For what outlives an access token, sockets and subscriptions: the row is the truth, looked up at most every ten seconds or after a change. */
export function createRefreshViewer(services: Pick<Services, 'database' | 'broadcast' | 'now'>): RefreshViewer {
  const { database, now } = services;
  const cache = createIdentityCache(services.broadcast, now);

  async function load(viewer: Viewer): Promise<{ viewer: Viewer; validUntil: Date | null }> {
    const em = database.system();
    if (viewer.kind === 'apiKey') {
      const key = await findApiKey(em, { id: viewer.apiKeyId }, now());
      if (key === null) throw new UnauthenticatedError('The API key has ended');
      return { viewer: key.viewer, validUntil: key.expiresAt };
    }
    if (viewer.kind !== 'user') return { viewer, validUntil: null };
    const session = await findSession(em, { id: viewer.sessionId }, now());
    if (session === null) throw new UnauthenticatedError('The session has ended: sign in again');
    if (viewer.organizationId === null) return { viewer: viewerOf(viewer.userId, viewer.sessionId, null), validUntil: session.expiresAt };
    const membership = await membershipOf(em, viewer.userId, viewer.organizationId);
    if (membership === null || membership.id !== viewer.membershipId) throw new UnauthenticatedError('The membership has ended');
    return { viewer: viewerOf(viewer.userId, viewer.sessionId, membership), validUntil: session.expiresAt };
  }

  const refresh = (viewer: Viewer): Promise<Viewer> => {
    if (viewer.kind === 'anonymous' || viewer.kind === 'service') return Promise.resolve(viewer);
    const key =
      viewer.kind === 'apiKey'
        ? `key ${viewer.apiKeyId}`
        : `session ${viewer.sessionId} ${viewer.organizationId ?? ''} ${viewer.membershipId ?? ''}`;
    return cache.get(key, () => load(viewer));
  };
  return Object.assign(refresh, { stop: () => cache.stop() });
}
