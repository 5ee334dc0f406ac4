import { anonymous } from '@conhub/subgraph-kit';
import { GraphQLError, type ExecutionResult } from 'graphql';
import { describe, expect, it, vi } from 'vitest';
import type { SubgraphExecutor } from '../../src/engine/engine.ts';
import { createGraph, person, wire } from './fixtures/graph.ts';
import { all, feed, open, progress, variables } from './fixtures/live.ts';
import { id } from './fixtures/world.ts';

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
