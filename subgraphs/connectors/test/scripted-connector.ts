import { z } from 'zod';
import type { Clock, Connector, Op, Page } from '../src/providers/connector.ts';
import { ConnectorError, DocumentError } from '../src/providers/connector-error.ts';

/** A place that a test fills and breaks by hand: a list of files, and what goes wrong next. */
export interface Scripted {
  readonly connector: Connector;
  readonly files: Map<string, string>;
  /** By path: thrown when it is fetched. */
  readonly broken: Map<string, DocumentError>;
  /** Thrown by the next listing, once. */
  next: ConnectorError | null;
  /** Awaited before each page. */
  gate: () => Promise<void>;
  fetches: number;
}

const cursor = z.object({ n: z.number() });

/** Lists everything every time, ten files a page; deletes by what the snapshot has and the list has not. */
export function scripted(given: { key?: string; pageSize?: number } = {}): Scripted {
  const { key = 'scripted', pageSize = 10 } = given;
  const world: Scripted = {
    connector: undefined as never,
    files: new Map(),
    broken: new Map(),
    next: null,
    gate: async () => {},
    fetches: 0,
  };
  const revisionOf = (path: string): string => `r${Buffer.from(world.files.get(path) ?? '').toString('base64url')}`;

  async function* list(ctx: Parameters<Connector['changes']>[0], isFull: boolean, from = 0): AsyncGenerator<Page<unknown>> {
    if (world.next !== null) {
      const error = world.next;
      world.next = null;
      throw error;
    }
    const known = await ctx.snapshot.range(null, 100_000);
    const revisions = new Map(known.map((entry) => [entry.id, entry.rev]));
    const meta = { sizeBytes: null, mimeType: null, createdAt: null, updatedAt: new Date(0), author: null, url: null };
    const upserts = [...world.files.keys()].toSorted().filter((path) => isFull || revisions.get(path) !== revisionOf(path));
    const ops: Op[] = upserts.map((path) => ({ t: 'upsert', id: path, rev: revisionOf(path), path, meta }));
    for (const { id } of known) if (!world.files.has(id)) ops.push({ t: 'delete', id, path: id, evidence: 'enumeration' });
    for (let at = from; ; at += pageSize) {
      await world.gate();
      ctx.signal.throwIfAborted();
      const page = ops.slice(at, at + pageSize);
      const put = page.flatMap((op) =>
        op.t === 'upsert' ? [{ id: op.id, path: op.path, rev: op.rev, inode: null, generation: 1, keepsHash: false }] : [],
      );
      const remove = page.flatMap((op) => (op.t === 'delete' ? [op.id] : []));
      const isLast = at + pageSize >= ops.length;
      yield {
        ops: page,
        next: { n: at },
        snapshot: { put, remove },
        estimate: { left: Math.max(0, ops.length - at - pageSize) },
        ...(isLast ? { complete: true as const } : {}),
      };
      if (isLast) return;
    }
  }

  const connector: Connector = {
    spec: {
      key,
      displayName: 'Scripted',
      category: 'FILES',
      capabilities: new Set(['DELTA', 'DELETES']),
      authMethods: ['NONE'],
      config: z.strictObject({}),
      cursor,
      cursorVersion: 1,
    },
    check: async () => [{ capability: 'DELTA', isAvailable: true, message: null }],
    async *discover() {
      yield { id: 'box', kind: 'DRIVE', name: 'Box', path: '/box', url: null, hasChildren: false };
    },
    async locate(_ctx, id) {
      if (!id.startsWith('box')) throw new ConnectorError('CONTAINER_NOT_FOUND', 'There is no such box');
      return { id, kind: 'DRIVE', name: 'Box', path: `/${id}`, url: null, hasChildren: false };
    },
    open: async () => ({ n: 0 }),
    enumerate: (ctx, _container, _at, resume) => list(ctx, true, resume === undefined ? 0 : (resume as { n: number }).n + pageSize),
    changes: (ctx) => list(ctx, false),
    async fetch(_ctx, _container, { path, rev }) {
      world.fetches += 1;
      const broken = world.broken.get(path);
      if (broken !== undefined) throw broken;
      const text = world.files.get(path);
      if (text === undefined) throw new DocumentError('DOCUMENT_GONE', 'It is gone');
      return { bytes: Buffer.from(text), rev };
    },
  };
  return Object.assign(world, { connector });
}

/** Time that a test moves. */
export function movedClock(start = new Date()): Clock & { advance(ms: number): void } {
  let offset = 0;
  const base = start.getTime() - Date.now();
  return {
    now: () => new Date(Date.now() + base + offset),
    sleep: async (ms) => {
      offset += ms;
    },
    advance(ms) {
      offset += ms;
    },
  };
}
