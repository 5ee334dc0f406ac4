import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import type { Connector } from '../src/providers/connector.ts';
import { createManualClock } from './conformance/clocks.ts';
import { type FakeProvider, type FakeTroubles, createFakeProvider } from './conformance/fake-provider.ts';
import { type Engine, createEngine, dyingServices, faults } from './engine.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const thing of open.splice(0)) await thing.close();
});

async function given(
  count: number,
  troubles: Partial<FakeTroubles> = {},
): Promise<{ provider: FakeProvider; engine: Engine; connector: Connector }> {
  const clock = createManualClock();
  const provider = createFakeProvider({ pageSize: 5, ...troubles }, clock);
  for (let index = 0; index < count; index += 1) await provider.write(`f/${index}.md`, `# File ${index}`);
  const connector = provider.connector as unknown as Connector;
  const engine = await createEngine(connector, { containerId: 'drive', clock });
  open.push(engine);
  return { provider, engine, connector };
}

test('after a first sync everything is there, counted, and said; a second one says nothing', async () => {
  const { provider, engine } = await given(12);
  const run = await engine.settle();
  expect(run).toMatchObject({ status: 'SUCCEEDED', phase: 'DONE', fetched: 12, failed: 0 });
  expect(await faults(engine, await provider.truth())).toEqual([]);
  const before = await engine.source();
  const again = await engine.settle();
  expect(again).toMatchObject({ status: 'SUCCEEDED', fetched: 0 });
  expect(await engine.source()).toMatchObject({ page: before.page, digest: before.digest, documentCount: 12 });
});

/** One run under processes that live for `steps` steps each, one more from time to time, until one comes to the end. */
async function runUnderKills(engine: Engine, connector: Connector, next: (round: number) => number): Promise<void> {
  for (let round = 0; round < 400; round += 1) {
    const dying = dyingServices(engine.services, connector, next(round));
    const run = await engine.run({ services: dying }).catch(() => null);
    await engine.services.database.system().execute(`update connectors.sync_runs set heartbeat_at = null where status = 'RUNNING'`);
    if (run !== null && !run.isLive()) return;
  }
  throw new Error('No process came to the end');
}

test('kills between any two steps of a first sync lose nothing and double nothing', async () => {
  const { provider, engine, connector } = await given(11);
  await runUnderKills(engine, connector, (round) => round);
  expect(await faults(engine, await provider.truth())).toEqual([]);
  expect(await engine.settle()).toMatchObject({ fetched: 0, moved: 0, deleted: 0 });
});

test('kills at any step of a sync that edits, moves and deletes', async () => {
  const { provider, engine, connector } = await given(14);
  await engine.settle();
  for (const index of [0, 1, 2]) await provider.move(`f/${index}.md`, `moved/${index}.md`);
  for (const index of [3, 4, 5]) await provider.remove(`f/${index}.md`);
  for (const index of [1, 6, 7]) await provider.write(index === 1 ? 'moved/1.md' : `f/${index}.md`, `edited ${index}`);
  await runUnderKills(engine, connector, (round) => round);
  expect(await faults(engine, await provider.truth())).toEqual([]);
});

test('kills at any step of a new baseline after an expired cursor that deletes by listing', async () => {
  const { provider, engine, connector } = await given(14);
  await engine.settle();
  for (const index of [3, 4, 5]) await provider.remove(`f/${index}.md`);
  provider.expireCursors?.();
  await runUnderKills(engine, connector, (round) => round);
  expect(await faults(engine, await provider.truth())).toEqual([]);
  expect(await engine.settle()).toMatchObject({ status: 'SUCCEEDED', fetched: 0 });
});

test('whatever changes, breaks off, is refused, repeats or is killed: the same documents and the same digest', async () => {
  const change = fc.record({ kind: fc.constantFrom('write', 'remove', 'move'), at: fc.nat(9), to: fc.nat(9) });
  const round = fc.record({
    changes: fc.array(change, { maxLength: 6 }),
    expires: fc.boolean(),
    isFull: fc.boolean(),
    lives: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(round, { minLength: 1, maxLength: 3 }),
      fc.record({
        rateLimitEvery: fc.constantFrom(0, 7),
        truncateEvery: fc.constantFrom(0, 5),
        pageSize: fc.constantFrom(2, 5),
        repeats: fc.boolean(),
      }),
      async (rounds, troubles) => {
        const { provider, engine, connector } = await given(8, troubles);
        for (const { changes, expires, isFull, lives } of rounds) {
          for (const { kind, at, to } of changes) {
            if (kind === 'write') await provider.write(`f/${at}.md`, `written ${at} ${to}`);
            else if (kind === 'remove') await provider.remove(`f/${at}.md`);
            else await provider.move(`f/${at}.md`, `m/${to}.md`);
          }
          if (expires) provider.expireCursors?.();
          for (const life of lives) {
            await engine.run({ isFull, services: dyingServices(engine.services, connector, life) }).catch(() => {});
            await engine.services.database.system().execute(`update connectors.sync_runs set heartbeat_at = null where status = 'RUNNING'`);
          }
          await engine.settle(isFull);
          await engine.settle();
          expect(await faults(engine, await provider.truth())).toEqual([]);
        }
      },
    ),
    { numRuns: 4 },
  );
}, 90_000);
