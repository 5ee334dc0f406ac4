import { comparePaths, type Snapshot, type SnapshotChange, type SnapshotEntry, unreadRevision } from '../../src/providers/snapshot.ts';

export interface MemorySnapshot extends Snapshot {
  apply(change: SnapshotChange, options?: { heldIds?: ReadonlySet<string> }): void;
  setHash(id: string, rev: string, hash: string): void;
  setUnread(id: string, rev: string): void;
  all(): SnapshotEntry[];
}

/** The rules of `SnapshotChange`, in memory. Throws where a database's unique indexes would. */
export function createMemorySnapshot(): MemorySnapshot {
  const byId = new Map<string, SnapshotEntry>();
  let sorted: SnapshotEntry[] | null = null;
  const all = (): SnapshotEntry[] => (sorted ??= [...byId.values()].sort((a, b) => comparePaths(a.path, b.path)));

  return {
    all: () => [...all()],
    apply({ remove, put }, { heldIds } = {}) {
      sorted = null;
      for (const id of remove) if (heldIds?.has(id) !== true) byId.delete(id);
      const paths = new Map([...byId.values()].map(({ path, id }) => [path, id]));
      for (const { keepsHash, ...entry } of put) {
        const before = byId.get(entry.id);
        const owner = paths.get(entry.path);
        if (owner !== undefined && owner !== entry.id) throw new Error(`Two entries at ${entry.path}`);
        if (before !== undefined) paths.delete(before.path);
        paths.set(entry.path, entry.id);
        byId.set(entry.id, { ...entry, hash: before !== undefined && (keepsHash || before.rev === entry.rev) ? before.hash : null });
      }
    },
    setHash(id, rev, hash) {
      const entry = byId.get(id);
      if (entry === undefined || entry.rev !== rev) return;
      sorted = null;
      byId.set(id, { ...entry, hash });
    },
    setUnread(id, rev) {
      const entry = byId.get(id);
      if (entry === undefined || entry.rev !== rev) return;
      sorted = null;
      byId.set(id, { ...entry, rev: unreadRevision(rev), hash: null });
    },
    range: async (after, limit) => {
      const entries = all();
      const start = after === null ? 0 : entries.findIndex(({ path }) => comparePaths(path, after) > 0);
      return start === -1 ? [] : entries.slice(start, start + limit);
    },
    byPaths: async (paths) => all().filter(({ path }) => paths.includes(path)),
    byInodes: async (inodes) => {
      const wanted = new Set(inodes);
      return all().filter(({ inode }) => inode !== null && wanted.has(inode));
    },
    byIds: async (ids) => ids.map((id) => byId.get(id)).filter((entry) => entry !== undefined),
    olderThan: async (generation, after, limit) =>
      all()
        .filter((entry) => entry.generation < generation && (after === null || comparePaths(entry.path, after) > 0))
        .slice(0, limit),
  };
}
