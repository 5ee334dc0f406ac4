import type { Viewer } from '@conhub/subgraph-kit';
import { describe, expect, it } from 'vitest';
import { createGraph, person, type GraphOptions } from './fixtures/graph.ts';
import { all, event, feed, open, progress, variables } from './fixtures/live.ts';
import { id } from './fixtures/world.ts';

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
