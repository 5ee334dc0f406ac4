import type { Viewer } from '@conhub/subgraph-kit';
import type { Services } from '../services.ts';
import { findApiKey, findSession } from './find-identity.ts';
import { knownOf } from './identity-cache.ts';
import { concerns, onIdentityChanged } from './identity-changed.ts';
import { membershipOf } from './viewer-of.ts';

/** Calls back once when the viewer is no longer who they were; answers a function that stops watching. */
export type WatchIdentity = (viewer: Viewer, onEnded: () => void) => () => void;

/** The net below the broadcast, and what sees a session expire. */
const recheckMs = 30_000;

/** The session governs a socket: it ends when session, membership or key ends, not when an access token does. */
export function createWatchIdentity(services: Pick<Services, 'database' | 'broadcast' | 'log' | 'now'>): WatchIdentity {
  const { database, broadcast, log, now } = services;

  async function isAlive(viewer: Viewer): Promise<boolean> {
    const em = database.system();
    if (viewer.kind === 'apiKey') return (await findApiKey(em, { id: viewer.apiKeyId }, now())) !== null;
    if (viewer.kind !== 'user') return true;
    if ((await findSession(em, { id: viewer.sessionId }, now())) === null) return false;
    return viewer.organizationId === null || (await membershipOf(em, viewer.userId, viewer.organizationId))?.id === viewer.membershipId;
  }

  return (viewer, onEnded) => {
    if (viewer.kind === 'anonymous' || viewer.kind === 'service') return () => {};
    let isStopped = false;
    const stop = (): void => {
      isStopped = true;
      clearInterval(timer);
      unsubscribe();
    };
    const check = async (): Promise<void> => {
      try {
        if (isStopped || (await isAlive(viewer)) || isStopped) return;
      } catch (error) {
        log.warn({ err: error }, 'Whether a session is alive could not be looked up and is tried again');
        return;
      }
      stop();
      onEnded();
    };
    const timer = setInterval(() => void check(), recheckMs);
    timer.unref();
    const unsubscribe = onIdentityChanged(broadcast, (change) => {
      if (concerns(change, knownOf(viewer))) void check();
    });
    return stop;
  };
}
