import type { Broadcast } from '@conhub/events';
import type { Viewer } from '@conhub/subgraph-kit';
import { type IdentityChanged, concerns, onIdentityChanged } from './identity-changed.ts';

export interface IdentityCache {
  /** The cached viewer for a credential, else what `load` answers, kept for ten seconds at most. */
  get(key: string, load: () => Promise<{ viewer: Viewer; validUntil: Date | null }>): Promise<Viewer>;
  stop(): void;
}

const lifetimeMs = 10_000;
const entriesMax = 10_000;

interface Entry {
  readonly viewer: Viewer;
  readonly until: number;
}

/** Who a credential stands for, dropped at once when the broadcast says that it changed. */
export function createIdentityCache(broadcast: Broadcast, now: () => Date): IdentityCache {
  const entries = new Map<string, Entry>();
  // An answer that was read before a change must not be kept after it.
  let changes = 0;
  const stop = onIdentityChanged(broadcast, (change) => {
    changes += 1;
    for (const [key, { viewer }] of entries) if (concerns(change, knownOf(viewer))) entries.delete(key);
  });
  return {
    stop,
    async get(key, load) {
      const time = now().getTime();
      const entry = entries.get(key);
      if (entry !== undefined && entry.until > time) return entry.viewer;
      const changesBefore = changes;
      const { viewer, validUntil } = await load();
      const until = Math.min(time + lifetimeMs, validUntil?.getTime() ?? Infinity);
      if (changes === changesBefore && viewer.kind !== 'anonymous' && until > time) {
        entries.delete(key);
        if (entries.size >= entriesMax) entries.delete(entries.keys().next().value ?? '');
        entries.set(key, { viewer, until });
      }
      return viewer;
    },
  };
}

/** What a change is compared with. */
export function knownOf(viewer: Viewer): IdentityChanged {
  if (viewer.kind === 'user') {
    return {
      userId: viewer.userId,
      sessionId: viewer.sessionId,
      ...(viewer.organizationId === null ? {} : { organizationId: viewer.organizationId }),
    };
  }
  if (viewer.kind === 'apiKey') return { userId: viewer.userId, organizationId: viewer.organizationId, apiKeyId: viewer.apiKeyId };
  return {};
}
