/** Says that an organization's index has changed: a hint, at most a few times a second. */
export interface IndexChanges {
  listen(organizationId: string, listener: () => void): () => void;
  changed(organizationId: string): void;
}

export function createIndexChanges(): IndexChanges {
  const listeners = new Map<string, Set<() => void>>();
  return {
    listen(organizationId, listener) {
      const own = listeners.get(organizationId) ?? new Set();
      listeners.set(organizationId, own);
      own.add(listener);
      return () => {
        own.delete(listener);
        if (own.size === 0) listeners.delete(organizationId);
      };
    },
    changed(organizationId) {
      for (const listener of listeners.get(organizationId) ?? []) listener();
    },
  };
}
