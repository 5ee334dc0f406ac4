import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Clock, type Connector, pageSizeMax } from '../../src/providers/connector.ts';
import { Crash, createReferenceEngine, type ReferenceEngine, type SyncOptions } from './reference-engine.ts';

/** A world that a connector reads, and that a test can change behind its back. */
export interface ConnectorHarness<Config, Cursor> {
  readonly connector: Connector<Config, Cursor>;
  readonly config: Config;
  readonly containerId: string;
  readonly clock: Clock;
  /** Makes or overwrites. */
  write(path: string, text: string): Promise<void>;
  /** A path that is not there is left alone, in all of these. */
  remove(path: string): Promise<void>;
  move(from: string, to: string): Promise<void>;
  /** What a perfect observer sees: path → SHA-256 of the bytes. */
  truth(): Promise<Map<string, string>>;
  /** Makes every cursor given so far useless. Null where a cursor cannot expire. */
  readonly expireCursors: (() => void) | null;
  close(): Promise<void>;
}

/** The contract's rules, for any connector. `makeHarness` makes an empty world. Files are enough for several pages. */
export function describeConnector<Config, Cursor>(name: string, makeHarness: () => Promise<ConnectorHarness<Config, Cursor>>): void {
  type Harness = ConnectorHarness<Config, Cursor>;

  async function inWorld(count: number, work: (world: Harness, engine: ReferenceEngine) => Promise<void>): Promise<void> {
    const world = await makeHarness();
    try {
      for (let index = 0; index < count; index += 1) await world.write(pathOf(index), `text ${index}`);
      await work(world, createReferenceEngine(world.connector, world));
    } finally {
      await world.close();
    }
  }

  const pathOf = (index: number): string => `${'abcdefgh'[index % 8]}/${index % 3 === 0 ? 'deep/er/' : ''}file-${index}.md`;
  const expectTruth = async (world: Harness, engine: ReferenceEngine): Promise<void> => {
    const held = [...engine.documents.values()].map(({ path, hash }) => `${path} ${hash}`).sort();
    expect(held).toEqual([...(await world.truth())].map(([path, hash]) => `${path} ${hash}`).sort());
  };
  const idOf = (engine: ReferenceEngine, path: string): string | undefined =>
    [...engine.documents].find(([, document]) => document.path === path)?.[0];

  describe(`the connector contract: ${name}`, () => {
    test('after a first sync the engine holds exactly what is there', () =>
      inWorld(230, async (world, engine) => {
        await engine.sync();
        expect(engine.documents.size).toBe(230);
        await expectTruth(world, engine);
      }));

    test('an empty container is a sync that ends and says nothing', () =>
      inWorld(0, async (_world, engine) => {
        await engine.sync();
        expect(engine.log.pages.flatMap(({ ops }) => ops)).toEqual([]);
        expect(engine.log.pages.filter(({ complete }) => complete === true)).toHaveLength(2);
      }));

    test('pages are at most 100 operations, only the last is complete, and a cursor survives JSON', () =>
      inWorld(250, async (world, engine) => {
        await engine.sync();
        const enumeration = engine.log.pages.slice(0, engine.log.pages.findIndex(({ complete }) => complete === true) + 1);
        expect(enumeration.length).toBeGreaterThan(2);
        for (const page of engine.log.pages) {
          expect(page.ops.length).toBeLessThanOrEqual(pageSizeMax);
          expect(world.connector.spec.cursor.parse(JSON.parse(JSON.stringify(page.next)))).toEqual(page.next);
        }
      }));

    test('a sync without changes says nothing and reads nothing', () =>
      inWorld(120, async (_world, engine) => {
        await engine.sync();
        engine.log.fetches.length = 0;
        engine.log.pages.length = 0;
        await engine.sync();
        expect(engine.log.pages.flatMap(({ ops }) => ops)).toEqual([]);
        expect(engine.log.fetches).toEqual([]);
      }));

    test('a full sync repeats every document and reads none that is unchanged', () =>
      inWorld(120, async (world, engine) => {
        await engine.sync();
        const ids = new Set(engine.documents.keys());
        engine.log.fetches.length = 0;
        engine.log.pages.length = 0;
        await engine.sync({ isFull: true });
        expect(new Set(engine.log.pages.flatMap(({ ops }) => ops.map(({ id }) => id)))).toEqual(ids);
        expect(engine.log.fetches).toEqual([]);
        await expectTruth(world, engine);
      }));

    test('edits, additions and deletions are found, and only what changed is read', () =>
      inWorld(60, async (world, engine) => {
        await engine.sync();
        engine.log.fetches.length = 0;
        await world.write(pathOf(3), 'edited');
        await world.write('new/one.md', 'new');
        await world.remove(pathOf(5));
        await engine.sync();
        expect(engine.log.fetches.sort()).toEqual([pathOf(3), 'new/one.md'].sort());
        await expectTruth(world, engine);
      }));

    test('a moved document keeps its id and is not read again', () =>
      inWorld(60, async (world, engine) => {
        await engine.sync();
        const before = [idOf(engine, pathOf(1)), idOf(engine, pathOf(2))];
        engine.log.fetches.length = 0;
        await world.move(pathOf(1), 'z/last.md');
        await world.move(pathOf(2), '0/first.md');
        await engine.sync();
        expect([idOf(engine, 'z/last.md'), idOf(engine, '0/first.md')]).toEqual(before);
        expect(engine.log.fetches).toEqual([]);
        await expectTruth(world, engine);
      }));

    test('a path that was moved away from can be taken by another document', () =>
      inWorld(10, async (world, engine) => {
        await engine.sync();
        const id = idOf(engine, pathOf(1));
        await world.move(pathOf(1), 'elsewhere.md');
        await engine.sync();
        await world.write(pathOf(1), 'somebody else');
        await engine.sync();
        expect(idOf(engine, 'elsewhere.md')).toBe(id);
        expect(idOf(engine, pathOf(1))).not.toBe(id);
        await expectTruth(world, engine);
      }));

    test('any page may be applied twice', () =>
      inWorld(150, async (world, engine) => {
        await engine.sync({ isTwice: true });
        expect(engine.documents.size).toBe(150);
        await expectTruth(world, engine);
        await world.move(pathOf(1), 'moved.md');
        await world.remove(pathOf(2));
        await world.write(pathOf(3), 'edited');
        await engine.sync({ isTwice: true });
        await expectTruth(world, engine);
      }));

    test('a crash before or after the commit of any page loses nothing and doubles nothing', () =>
      inWorld(230, async (world) => {
        let isCrashed = true;
        for (let page = 1; isCrashed; page += 1) {
          isCrashed = false;
          for (const when of ['before commit', 'after commit'] as const) {
            const engine = createReferenceEngine(world.connector, world);
            await engine.sync({ crash: { page, when } }).catch((error: unknown) => {
              if (!(error instanceof Crash)) throw error;
              isCrashed = true;
            });
            await engine.sync();
            await expectTruth(world, engine);
            expect(engine.documents.size).toBe(230);
          }
        }
      }));

    test('a crash at any page of a sync that moves and deletes', () =>
      inWorld(210, async (world) => {
        const crashes = [1, 2, 3].flatMap((page) => (['before commit', 'after commit'] as const).map((when) => ({ page, when })));
        for (const [round, crash] of crashes.entries()) {
          const engine = createReferenceEngine(world.connector, world);
          await engine.sync();
          const survivors = new Map([...engine.documents].map(([id, { hash }]) => [id, hash]));
          const to = (index: number) => (round % 2 === 0 ? `0moved/${round}/${index}.md` : `zmoved/${round}/${index}.md`);
          const paths = [...(await world.truth()).keys()].sort();
          for (const [index, path] of paths.entries()) if (index % 2 === 0) await world.move(path, to(index));
          for (const path of paths.slice(-3)) await world.remove(path);
          await engine.sync({ crash }).catch((error: unknown) => {
            if (!(error instanceof Crash)) throw error;
          });
          await engine.sync();
          await expectTruth(world, engine);
          for (const [id, { hash }] of engine.documents) expect(survivors.get(id)).toBe(hash);
        }
      }));

    test('whatever happens between the pages of a first sync, the engine ends with the truth', () =>
      expect(
        fc.assert(
          fc.asyncProperty(fc.array(changeOf(), { minLength: 1, maxLength: 12 }), fc.nat(3), (changes, crashPage) =>
            inWorld(130, async (world, engine) => {
              const todo = [...changes];
              const step: SyncOptions = {
                onPage: async () => {
                  for (const change of todo.splice(0, 3)) await apply(world, change);
                },
                ...(crashPage === 0 ? {} : { crash: { page: crashPage, when: 'after commit' } }),
              };
              await engine.sync(step).catch((error: unknown) => {
                if (!(error instanceof Crash)) throw error;
              });
              for (const change of todo.splice(0)) await apply(world, change);
              await engine.sync();
              await engine.sync();
              await expectTruth(world, engine);
            }),
          ),
          { numRuns: 12 },
        ),
      ).resolves.toBeUndefined());

    test('whatever happens while documents are fetched, the engine ends with the truth', () =>
      expect(
        fc.assert(
          fc.asyncProperty(fc.array(changeOf(), { minLength: 1, maxLength: 12 }), (changes) =>
            inWorld(40, async (world, engine) => {
              const todo = [...changes];
              await engine.sync({
                onFetch: async () => {
                  const change = todo.pop();
                  if (change !== undefined) await apply(world, change);
                },
              });
              for (const change of todo.splice(0)) await apply(world, change);
              await engine.sync();
              await engine.sync();
              await expectTruth(world, engine);
            }),
          ),
          { numRuns: 15 },
        ),
      ).resolves.toBeUndefined());

    test('what is away only in the moment it is to be read is read by the next sync', () =>
      inWorld(20, async (world, engine) => {
        const path = pathOf(7);
        let isAway = false;
        const away = async () => {
          if (!isAway) await world.move(path, 'away.md');
          isAway = true;
        };
        const back = async () => {
          if (isAway) await world.move('away.md', path);
          isAway = false;
        };
        await engine.sync({ onFetch: away, onPage: back });
        await engine.sync();
        expect(idOf(engine, path)).toBeDefined();
        await expectTruth(world, engine);
      }));

    test('an aborted run ends with the reason, and the next one completes it', () =>
      inWorld(230, async (world, engine) => {
        const controller = new AbortController();
        const reason = new Error('cancelled by a person');
        await expect(engine.sync({ signal: controller.signal, onPage: async () => controller.abort(reason) })).rejects.toBe(reason);
        await engine.sync();
        await expectTruth(world, engine);
      }));

    test('an expired cursor leads to a new baseline that reads nothing again and misses nothing', () =>
      inWorld(60, async (world, engine) => {
        await engine.sync();
        await world.remove(pathOf(7));
        await world.write(pathOf(8), 'edited');
        if (world.expireCursors === null) {
          await engine.sync({ isFull: true });
        } else {
          world.expireCursors();
          await engine.sync();
        }
        expect(engine.log.baselines).toBe(2);
        await expectTruth(world, engine);
      }));

    test('the container is found under its id, and what is not there is CONTAINER_NOT_FOUND', () =>
      inWorld(3, async (world) => {
        const ctx = {
          ...world,
          rules: { include: [], exclude: [] },
          logger: console,
          signal: new AbortController().signal,
          snapshot: createReferenceEngine(world.connector, world).snapshot,
        };
        expect((await world.connector.locate(ctx, world.containerId)).id).toBe(world.containerId);
        await expect(world.connector.locate(ctx, `${world.containerId}-not`)).rejects.toMatchObject({ code: 'CONTAINER_NOT_FOUND' });
      }));
  });

  type Change = { kind: 'write' | 'remove' | 'move' | 'swap'; at: number; to: number };
  function changeOf(): fc.Arbitrary<Change> {
    return fc.record({ kind: fc.constantFrom('write', 'remove', 'move', 'swap'), at: fc.nat(139), to: fc.nat(139) });
  }
  async function apply(world: Harness, { kind, at, to }: Change): Promise<void> {
    if (kind === 'write') await world.write(pathOf(at), `written ${at} ${to}`);
    else if (kind === 'remove') await world.remove(pathOf(at));
    else if (kind === 'move') await world.move(pathOf(at), `${'0mz'[to % 3]}/moved-${to}.md`);
    else {
      await world.move(pathOf(at), 'swap.md');
      await world.move(pathOf(to), pathOf(at));
      await world.move('swap.md', pathOf(to));
    }
  }
}
