import { anonymous, type Viewer } from '@conhub/subgraph-kit';
import { GraphQLError, type ExecutionResult } from 'graphql';
import { describe, expect, it, vi } from 'vitest';
import type { SubgraphExecutor } from '../../src/engine/engine.ts';
import { createGraph, person, wire, type Graph, type GraphOptions, type RunOptions } from './fixtures/graph.ts';
import { id } from './fixtures/world.ts';

const progress = `subscription ($id: ID!) { progress(sourceId: $id) { step: position source { name freshness { certificate } documents(first: 1) { author { user { displayName } } } } } }`;
const variables = { id: id('src', 1) };

async function open(graph: Graph, query: string, options: RunOptions = {}): Promise<AsyncIterator<ExecutionResult>> {
  const stream = await graph.stream(query, { transport: 'WS', ...options });
  if (!(Symbol.asyncIterator in stream)) throw new Error(JSON.stringify(stream));
  return stream[Symbol.asyncIterator]();
}

async function all(iterator: AsyncIterator<ExecutionResult>): Promise<ExecutionResult[]> {
  const events: ExecutionResult[] = [];
  for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) events.push(wire(next.value));
  return events;
}

/** A subgraph's subscription that a test feeds. */
function feed() {
  const waiting: ExecutionResult[] = [];
  let taker: ((result: IteratorResult<ExecutionResult>) => void) | null = null;
  let isClosed = false;
  const source: AsyncIterableIterator<ExecutionResult> = {
    next: () => {
      const event = waiting.shift();
      if (event !== undefined) return Promise.resolve({ done: false, value: event });
      return isClosed
        ? Promise.resolve({ done: true, value: undefined })
        : new Promise((resolve) => {
            taker = resolve;
          });
    },
    return: () => {
      isClosed = true;
      taker?.({ done: true, value: undefined });
      return Promise.resolve({ done: true, value: undefined });
    },
    [Symbol.asyncIterator]: () => source,
  };
  return {
    isClosed: () => isClosed,
    push(event: ExecutionResult) {
      const take = taker;
      taker = null;
      if (take === null) waiting.push(event);
      else take({ done: false, value: event });
    },
    executor: () => ({ subscribe: () => Promise.resolve(source) }),
  };
}

const event = (position: number, source = 1): ExecutionResult => ({
  data: {
    progress: {
      _c_step: position,
      position,
      source: {
        __typename: 'Source',
        id: id('src', source),
        name: `Source ${source}`,
        checkpoint: { position: 'p', documentCount: 1, digest: 'd' },
        documents: [],
      },
    },
  },
});

describe('a subscription', () => {
  it('joins every event with the other subgraphs', async () => {
    const graph = createGraph();
    const events = await all(await open(graph, progress, { variables }));
    expect(events).toEqual(
      [1, 2, 3].map((step) => ({
        data: {
          progress: {
            step,
            source: { name: 'Source 1', freshness: { certificate: 'p1/d1' }, documents: [{ author: { user: { displayName: 'User 1' } } }] },
          },
        },
      })),
    );
    expect(graph.log).toEqual(['progress closed']);
  });

  it('needs no other subgraph where none is asked', async () => {
    const graph = createGraph();
    const events = await all(await open(graph, 'subscription { auditEventRecorded(count: 2) { position event { action } } }'));
    expect(events).toEqual([
      { data: { auditEventRecorded: { position: 0, event: { action: 'READ' } } } },
      { data: { auditEventRecorded: { position: 1, event: { action: 'SHARED' } } } },
    ]);
    expect(graph.sent).toEqual([]);
  });

  it.each([
    [anonymous, 'UNAUTHENTICATED'],
    [person([]), 'FORBIDDEN'],
  ] as const)('is refused to who may not have it', async (viewer, code) => {
    const subscribe = vi.fn<SubgraphExecutor['subscribe']>();
    const graph = createGraph({ replace: { audit: () => ({ subscribe }) } });
    const result = (await graph.stream('subscription { auditEventRecorded { position } }', { viewer, transport: 'WS' })) as ExecutionResult;
    expect(wire(result)).toEqual({
      errors: [expect.objectContaining({ path: ['auditEventRecorded'], extensions: { code, requestId: 'req-1' } })],
    });
    expect(subscribe).not.toHaveBeenCalled();
  });

  it('leaves out of every event what its viewer may not see', async () => {
    const denied = vi.fn();
    const graph = createGraph({ report: { denied } });
    const query = `subscription { progress(sourceId: "${id('src', 1)}", count: 1) { source { name auditTrail { nodes { id } } } } }`;
    const [first] = await all(await open(graph, query, { viewer: person([]) }));
    expect(denied).toHaveBeenCalledTimes(1);
    expect(first).toMatchObject({
      data: { progress: { source: { name: 'Source 1', auditTrail: null } } },
      errors: [{ path: ['progress', 'source', 'auditTrail'], extensions: { code: 'FORBIDDEN' } }],
    });
    expect(graph.sent).toEqual([]);
  });

  it('an error beside an event does not hold the event back', async () => {
    const graph = createGraph({ replace: { search: () => ({ execute: () => Promise.reject(new Error('down')) }) } });
    const events = await all(await open(graph, progress, { variables }));
    expect(events).toHaveLength(3);
    expect(events[0]).toMatchObject({
      data: { progress: { step: 1, source: { name: 'Source 1', freshness: null } } },
      errors: [{ path: ['progress', 'source', 'freshness'], extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }],
    });
  });

  it('an error inside an event stands at its place', async () => {
    const source = feed();
    const graph = createGraph({ replace: { catalog: source.executor } });
    const iterator = await open(
      graph,
      'subscription ($id: ID!) { p: progress(sourceId: $id) { position source { name account { id } } } }',
      { variables },
    );
    source.push({
      data: { _c_p: { position: 1, source: { id: id('src', 1), name: 'x', account: null } } },
      errors: [new GraphQLError('inner detail', { path: ['_c_p', 'source', 'account'] })],
    });
    expect(wire((await iterator.next()).value)).toEqual({
      data: { p: { position: 1, source: { name: 'x', account: null } } },
      errors: [
        {
          message: 'Something went wrong on our side',
          path: ['p', 'source', 'account'],
          extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'req-1' },
        },
      ],
    });
  });

  it('that its subgraph refuses answers with the reason', async () => {
    const refusal = { errors: [new GraphQLError('There is no such thing', { extensions: { code: 'NOT_FOUND' } })] };
    const graph = createGraph({ replace: { catalog: () => ({ subscribe: () => Promise.resolve(refusal) }) } });
    const result = (await graph.stream(progress, { variables, transport: 'SSE' })) as ExecutionResult;
    expect(wire(result)).toEqual({
      errors: [{ message: 'There is no such thing', extensions: { code: 'NOT_FOUND', requestId: 'req-1' } }],
    });
  });

  it('whose subgraph breaks off ends with an error', async () => {
    const broken: AsyncIterable<ExecutionResult> = {
      [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('socket hang up')) }),
    };
    const graph = createGraph({ replace: { catalog: () => ({ subscribe: () => Promise.resolve(broken) }) } });
    const events = await all(await open(graph, progress, { variables }));
    expect(events.map((result) => result.errors?.[0]?.extensions?.code)).toEqual(['SUBGRAPH_UNAVAILABLE']);
  });
});

describe('a subscription ends', () => {
  it('when its client leaves, and its source with it', async () => {
    const source = feed();
    const iterator = await open(createGraph({ replace: { catalog: source.executor } }), progress, { variables });
    const pending = iterator.next();
    await iterator.return?.();
    expect(await pending).toEqual({ done: true, value: undefined });
    expect(source.isClosed()).toBe(true);
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
  });

  it('when its request is aborted', async () => {
    const source = feed();
    const abort = new AbortController();
    const iterator = await open(createGraph({ replace: { catalog: source.executor } }), progress, {
      variables,
      request: { signal: abort.signal },
    });
    const pending = iterator.next();
    abort.abort();
    expect((await pending).done).toBe(true);
    expect(source.isClosed()).toBe(true);
  });

  const ended = { errors: [{ message: 'The session or membership has ended', extensions: { code: 'SESSION_ENDED', requestId: 'req-1' } }] };

  it('when the session does: at the next event', async () => {
    const source = feed();
    let now: Viewer | null = person([]);
    const graph = createGraph({ replace: { catalog: source.executor }, reidentify: () => Promise.resolve(now) });
    const iterator = await open(graph, progress, { variables, viewer: person([]) });
    source.push(event(1));
    expect((await iterator.next()).value).toMatchObject({ data: { progress: { step: 1 } } });
    now = null;
    source.push(event(2));
    expect(await all(iterator)).toEqual([ended]);
    expect(source.isClosed()).toBe(true);
  });

  it('when the session does, though nothing happens: on notice, and by itself', async () => {
    const options = (extra: GraphOptions): GraphOptions => ({ reidentify: () => Promise.resolve(null), ...extra });
    let notify = (): void => {};
    const byNotice = feed();
    const noticed = await open(
      createGraph(
        options({
          replace: { catalog: byNotice.executor },
          onIdentityChanged: (listener) => {
            notify = listener;
            return () => {};
          },
        }),
      ),
      progress,
      { variables },
    );
    const pending = all(noticed);
    notify();
    expect(await pending).toEqual([ended]);
    const byTime = feed();
    const timed = await open(
      createGraph(options({ replace: { catalog: byTime.executor }, limits: { reidentifyIntervalMs: 20 } })),
      progress,
      { variables },
    );
    expect(await all(timed)).toEqual([ended]);
  });

  it("when its viewer's rights change", async () => {
    const source = feed();
    const graph = createGraph({ replace: { audit: source.executor }, reidentify: () => Promise.resolve(person([])) });
    const iterator = await open(graph, 'subscription { auditEventRecorded { position } }', { viewer: person(['audit:read']) });
    source.push({ data: { auditEventRecorded: { position: 1 } } });
    expect((await all(iterator)).map((result) => [result.data, result.errors?.[0]?.extensions?.code])).toEqual([[undefined, 'FORBIDDEN']]);
  });
});

it('every event is joined as the viewer who is identified at that moment', async () => {
  const source = feed();
  let calls = 0;
  const graph = createGraph({ replace: { catalog: source.executor }, reidentify: () => Promise.resolve(person([`turn:${++calls}`])) });
  const iterator = await open(graph, progress, { variables, viewer: person([]) });
  for (const position of [1, 2]) {
    source.push(event(position));
    await iterator.next();
  }
  expect(graph.sent.map(({ fetch }) => (fetch.viewer.kind === 'user' ? fetch.viewer.scopes : null))).toEqual([['turn:1'], ['turn:2']]);
});

describe('a client that is slower than the events', () => {
  it('gets the newest state of each thing, never an older one after it', async () => {
    const source = feed();
    const iterator = await open(
      createGraph({ replace: { catalog: source.executor } }),
      'subscription ($id: ID!) { progress(sourceId: $id) { position source { name } } }',
      { variables },
    );
    for (let position = 1; position <= 1_000; position++) source.push(event(position, position % 2));
    await new Promise((resolve) => setTimeout(resolve, 20));
    const seen: number[] = [];
    while (seen.at(-1) !== 1_000)
      seen.push(((await iterator.next()).value as { data: { progress: { position: number } } }).data.progress.position);
    expect(seen.length).toBeLessThanOrEqual(17);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });

  it('holds its source back where each event counts, and gets them all', async () => {
    let given = 0;
    const one = (position: number) => ({
      auditEventRecorded: { position, event: { __typename: 'AuditEvent', id: id('evt', position), action: 'READ' } },
    });
    const source = {
      next: () =>
        Promise.resolve(
          given === 100 ? { done: true as const, value: undefined } : { done: false as const, value: { data: one(given++) } },
        ),
      [Symbol.asyncIterator]: () => source,
    };
    const graph = createGraph({
      replace: { audit: () => ({ subscribe: () => Promise.resolve(source) }) },
      limits: { subscriptionQueueMax: 10 },
    });
    const iterator = await open(graph, 'subscription { auditEventRecorded { position event { action } } }');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(given).toBeLessThanOrEqual(12);
    const positions = (await all(iterator)).map(
      (result) => (result.data as { auditEventRecorded: { position: number } }).auditEventRecorded.position,
    );
    expect(positions).toEqual(Array.from({ length: 100 }, (_, position) => position));
  });
});
