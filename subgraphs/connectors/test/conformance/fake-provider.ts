import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Clock, Connector, ConnectorContext, Op, Page } from '../../src/providers/connector.ts';
import { ConnectorError, DocumentError } from '../../src/providers/connector-error.ts';
import type { SnapshotChange, SnapshotEntry, SnapshotPut } from '../../src/providers/snapshot.ts';
import type { ConnectorHarness } from './describe-connector.ts';
import { createManualClock } from './clocks.ts';

const cursorSchema = z.strictObject({
  /** Position in the provider's log of changes. */
  log: z.int().nonnegative(),
  /** An enumeration under way: the last listed file, then, when all are listed, the last entry looked at for deletion. */
  listed: z.int().nonnegative().nullable(),
  swept: z.string().nullable(),
});
export type FakeCursor = z.infer<typeof cursorSchema>;

interface RemoteFile {
  readonly id: number;
  path: string;
  rev: string;
  isRemoved: boolean;
}

export interface FakeTroubles {
  /** Every n-th request is refused with RATE_LIMITED for a minute; 0: none. */
  readonly rateLimitEvery: number;
  /** Every n-th request breaks off after half of its answer (UNAVAILABLE); 0: none. */
  readonly truncateEvery: number;
  /** Files in a page of the listing, changes in a page of the log. */
  readonly pageSize: number;
  /** The listing repeats the last file of the page before. */
  readonly repeats: boolean;
}

export interface FakeProvider extends ConnectorHarness<Record<string, never>, FakeCursor> {
  readonly requests: () => number;
}

/**
 * A provider over the network at its worst, in memory: a listing in pages and in no order of paths, a log of changes that expires, revisions
 * that can be read for ever, requests that are refused or break off. The world may change between any two requests.
 */
export function createFakeProvider(given: Partial<FakeTroubles> = {}, clock: Clock = createManualClock()): FakeProvider {
  const troubles: FakeTroubles = { rateLimitEvery: 0, truncateEvery: 0, pageSize: 100, repeats: false, ...given };
  const files = new Map<number, RemoteFile>();
  const contents = new Map<string, Uint8Array>();
  const log: number[] = [];
  let expiredBefore = 0;
  let requests = 0;
  let revisions = 0;
  let waitsUntil = 0;

  const at = (path: string): RemoteFile | undefined => [...files.values()].find((file) => file.path === path && !file.isRemoved);

  /** `isHalf`: the caller gives half of its answer and then throws `brokenOff`. */
  function request(): { isHalf: boolean } {
    const now = clock.now().getTime();
    const refusal = () => new ConnectorError('RATE_LIMITED', 'The provider asks to wait', { retryAt: new Date(waitsUntil) });
    // Not counted: callers that retry in step would otherwise meet every n-th request for ever.
    if (now < waitsUntil) throw refusal();
    requests += 1;
    if (troubles.rateLimitEvery > 0 && requests % troubles.rateLimitEvery === 0) {
      waitsUntil = now + 60_000;
      throw refusal();
    }
    return { isHalf: troubles.truncateEvery > 0 && requests % troubles.truncateEvery === 0 };
  }
  const brokenOff = () => new ConnectorError('UNAVAILABLE', 'The answer broke off', { retryAt: new Date(clock.now().getTime() + 1_000) });

  function edit(file: RemoteFile, change: Partial<Pick<RemoteFile, 'path' | 'rev' | 'isRemoved'>>): void {
    Object.assign(file, change);
    log.push(file.id);
  }

  /** The operations for a file as it is now, against what the snapshot knows of it. */
  function opsFor(
    file: RemoteFile,
    entry: SnapshotEntry | undefined,
    generation: number,
    isFull: boolean,
  ): { ops: Op[]; put: SnapshotPut[]; remove: string[] } {
    const id = `f${file.id}`;
    if (file.isRemoved) return { ops: [{ t: 'delete', id, path: file.path, evidence: 'tombstone' }], put: [], remove: [id] };
    const ops: Op[] = [];
    const before = entry?.inode ?? null;
    if (before !== null && before !== file.path) ops.push({ t: 'move', id, from: before, to: file.path, rev: entry?.rev ?? file.rev });
    const meta = { sizeBytes: null, mimeType: null, createdAt: null, updatedAt: null, author: null, url: `https://fake.example/${id}` };
    if (isFull || entry?.rev !== file.rev || entry.hash === null) ops.push({ t: 'upsert', id, rev: file.rev, path: file.path, meta });
    // Two files may have one path at such a provider, so the snapshot's key is the id; the second key remembers the path.
    return { ops, put: [{ id, path: id, rev: file.rev, inode: file.path, generation, keepsHash: entry?.rev === file.rev }], remove: [] };
  }

  async function pageOf(
    ctx: ConnectorContext,
    listed: readonly RemoteFile[],
    generation: number,
    isFull: boolean,
  ): Promise<{ ops: Op[]; snapshot: SnapshotChange }> {
    const known = new Map((await ctx.snapshot.byIds(listed.map(({ id }) => `f${id}`))).map((entry) => [entry.id, entry]));
    const results = listed.map((file) => opsFor(file, known.get(`f${file.id}`), generation, isFull));
    const putById = new Map(results.flatMap(({ put }) => put).map((put) => [put.id, put]));
    return {
      ops: results.flatMap(({ ops }) => ops),
      snapshot: { put: [...putById.values()], remove: results.flatMap(({ remove }) => remove) },
    };
  }

  async function* enumerate(
    ctx: ConnectorContext,
    _container: string,
    start: FakeCursor,
    resume?: FakeCursor,
  ): AsyncGenerator<Page<FakeCursor>> {
    let cursor: FakeCursor = resume ?? { ...start, listed: 0, swept: null };
    const generation = cursor.log + 1;
    while (cursor.listed !== null) {
      ctx.signal.throwIfAborted();
      const { isHalf } = request();
      const after: number = cursor.listed - (troubles.repeats && cursor.listed > 0 ? 1 : 0);
      const rest = [...files.values()].filter((file) => file.id > after && !file.isRemoved).sort((a, b) => a.id - b.id);
      const listed = rest.slice(0, isHalf ? Math.ceil(troubles.pageSize / 2) : troubles.pageSize);
      const last = listed.at(-1)?.id ?? cursor.listed;
      const isLast = !isHalf && (listed.length === rest.length || last === cursor.listed);
      cursor = { ...cursor, listed: isLast ? null : Math.max(last, cursor.listed) };
      yield { ...(await pageOf(ctx, listed, generation, true)), next: cursor, estimate: { left: rest.length - listed.length } };
      if (isHalf) throw brokenOff();
    }
    for (;;) {
      ctx.signal.throwIfAborted();
      const stale = await ctx.snapshot.olderThan(generation, cursor.swept, 100);
      const ops = stale.map(({ id, inode }): Op => ({ t: 'delete', id, path: inode ?? '', evidence: 'enumeration' }));
      cursor = { ...cursor, swept: stale.at(-1)?.path ?? cursor.swept };
      const isLast = stale.length < 100;
      const next = isLast ? { log: start.log, listed: null, swept: null } : cursor;
      yield { ops, next, snapshot: { put: [], remove: stale.map(({ id }) => id) }, ...(isLast ? { complete: true as const } : {}) };
      if (isLast) return;
    }
  }

  async function* changes(ctx: ConnectorContext, _container: string, since: FakeCursor): AsyncGenerator<Page<FakeCursor>> {
    let position = since.log;
    for (;;) {
      ctx.signal.throwIfAborted();
      const { isHalf } = request();
      if (position < expiredBefore) throw new ConnectorError('CURSOR_EXPIRED', 'The provider has forgotten where we were');
      const step = log.slice(position, position + (isHalf ? Math.ceil(troubles.pageSize / 2) : troubles.pageSize));
      position += step.length;
      const isLast = !isHalf && position === log.length;
      const changed = [...new Set(step)].map((id) => files.get(id) as RemoteFile);
      const next = { log: position, listed: null, swept: null };
      yield { ...(await pageOf(ctx, changed, position + 1, false)), next, ...(isLast ? { complete: true as const } : {}) };
      if (isLast) return;
      if (isHalf) throw brokenOff();
    }
  }

  const connector: Connector<Record<string, never>, FakeCursor> = {
    spec: {
      key: 'fake',
      displayName: 'Fake provider',
      category: 'FILES',
      capabilities: new Set(['DELTA', 'DELETES', 'RENAMES']),
      authMethods: ['TOKEN'],
      config: z.strictObject({}),
      cursor: cursorSchema,
      cursorVersion: 1,
    },
    check: async () => (['DELTA', 'DELETES', 'RENAMES'] as const).map((capability) => ({ capability, isAvailable: true, message: null })),
    async *discover() {
      yield { id: 'drive', kind: 'DRIVE' as const, name: 'Drive', path: '/', url: null, hasChildren: false };
    },
    async locate(_ctx, id) {
      if (id !== 'drive') throw new ConnectorError('CONTAINER_NOT_FOUND', 'There is no such drive');
      return { id, kind: 'DRIVE', name: 'Drive', path: '/', url: null, hasChildren: false };
    },
    async open() {
      request();
      return { log: log.length, listed: null, swept: null };
    },
    enumerate,
    changes,
    async fetch(_ctx, _container, { rev, id }) {
      const { isHalf } = request();
      if (isHalf) throw brokenOff();
      const bytes = contents.get(rev);
      if (bytes === undefined || files.get(Number(id.slice(1)))?.isRemoved !== false)
        throw new DocumentError('DOCUMENT_GONE', 'It was removed');
      return { bytes, rev };
    },
  };

  return {
    connector,
    config: {},
    containerId: 'drive',
    clock,
    requests: () => requests,
    async write(path, text) {
      const rev = `r${(revisions += 1)}`;
      contents.set(rev, Buffer.from(text));
      const present = at(path);
      if (present !== undefined) return edit(present, { rev });
      const file = { id: files.size + 1, path, rev, isRemoved: false };
      files.set(file.id, file);
      log.push(file.id);
    },
    async remove(path) {
      const file = at(path);
      if (file !== undefined) edit(file, { isRemoved: true });
    },
    async move(from, to) {
      const file = at(from);
      const target = at(to);
      if (file === undefined || file === target) return;
      if (target !== undefined) edit(target, { isRemoved: true });
      edit(file, { path: to });
    },
    truth: async () =>
      new Map(
        [...files.values()]
          .filter(({ isRemoved }) => !isRemoved)
          .map(({ path, rev }) => [
            path,
            createHash('sha256')
              .update(contents.get(rev) as Uint8Array)
              .digest('hex'),
          ]),
      ),
    expireCursors() {
      expiredBefore = log.length + 1;
      log.push(...(files.size > 0 ? [1] : []));
    },
    close: async () => {},
  };
}
