import {
  createLocalBroadcast,
  createConsumerTables,
  createEventLog,
  createEventReader,
  createPostgresStore,
  cursorOf,
  defineEvent,
  on,
  origin,
  startConsumer,
  TypeId,
  type StoredEvent,
} from '@conhub/events';
import { newId } from '@conhub/subgraph-kit';
import { type Database, type DatabaseConnection, migrate, openDatabase, ormOptions } from '@conhub/subgraph-kit/database';
import { silentLog } from '@conhub/subgraph-kit/log';
import { cloneDatabase, requestInfo, startTestCluster, userViewer } from '@conhub/testkit';
import { MikroORM } from '@mikro-orm/postgresql';
import fc from 'fast-check';
import { Client } from 'pg';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';

const { EventRow, emit } = createEventLog('facts');
const Counted = defineEvent('facts.thing.counted', 1, z.object({ thingId: TypeId('src'), n: z.number() }), {
  aggregate: (e) => e.thingId,
  audit: true,
});
const Paged = defineEvent('facts.page.committed', 1, z.object({ thingId: TypeId('src') }), {
  aggregate: (e) => e.thingId,
  lane: 'content',
});

const options = (connection: DatabaseConnection) => ({
  subgraph: 'facts',
  connection,
  entities: [EventRow, ...createConsumerTables('facts')],
  migrations: [],
});

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const thing of open.splice(0).reverse()) await thing.close();
});

async function database(server?: Parameters<typeof cloneDatabase>[2]): Promise<Database> {
  const migrateTemplate = async (template: DatabaseConnection): Promise<void> => {
    await migrate(options(template));
    const orm = await MikroORM.init(ormOptions(options(template), 'owner'));
    await orm.schema.execute((await orm.schema.getUpdateSchemaSQL()).replace(/create schema.*?;/, ''));
    expect(await orm.schema.getUpdateSchemaSQL()).toBe('');
    await orm.close();
  };
  const connection = await cloneDatabase('facts', migrateTemplate, server);
  const db = await openDatabase(options(connection));
  open.push({ close: () => db.close() });
  return db;
}

const say = async (db: Database, thingId: string, n: number): Promise<void> => {
  const viewer = userViewer();
  const em = db.fork(viewer);
  emit({ em, viewer, request: requestInfo() }, Counted, { thingId, n });
  await em.flush();
};

/** Other tests write to the same cluster: their open transactions hold every reader back for a moment. */
async function readAll(db: Database, lane: 'access' | 'content', count: number): Promise<StoredEvent[]> {
  const reader = createEventReader('facts', db);
  for (;;) {
    const events = await reader.read({ lane, after: origin, limit: 100 });
    if (events.length >= count) return events;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const follow = (db: Database, handle: (event: StoredEvent, payload: { thingId: string; n: number }) => Promise<void>) => {
  const reader = createEventReader('facts', db);
  const store = createPostgresStore('facts', db, Object.fromEntries([on(Counted, (_em, payload, event) => handle(event, payload))]));
  const consumer = startConsumer({ reader, lane: 'access', store, log: silentLog(), pollMs: 50, batchSize: 10, triesMax: 2 });
  open.push({ close: () => consumer.stop() });
  return consumer;
};

test('a fact is written with the flush of its change, envelope and all, and a viewer may write but not read the log', async () => {
  const db = await database();
  const thingId = newId('src');
  await say(db, thingId, 7);
  const [event] = await readAll(db, 'access', 1);
  expect(event).toMatchObject({
    type: 'facts.thing.counted',
    aggregateType: 'src',
    aggregateId: thingId,
    subjectId: thingId,
    payload: { thingId, n: 7 },
    outcome: 'SUCCESS',
    userAgent: 'vitest',
  });
  expect(event?.organizationId).toMatch(/^org_/);
  expect(await db.fork(userViewer()).execute('select * from facts.events')).toEqual([]);
});

test('lanes are read apart', async () => {
  const db = await database();
  const viewer = userViewer();
  const em = db.fork(viewer);
  emit({ em, viewer, request: null }, Paged, { thingId: newId('src') });
  emit({ em, viewer, request: null }, Counted, { thingId: newId('src'), n: 1 });
  await em.flush();
  expect((await readAll(db, 'content', 1)).map((e) => e.type)).toEqual(['facts.page.committed']);
  expect((await readAll(db, 'access', 1)).map((e) => e.type)).toEqual(['facts.thing.counted']);
});

test('a transaction that holds its position open while others commit is not skipped', async () => {
  // On a cluster of its own: an open transaction holds back the readers of every database.
  const own = await startTestCluster();
  open.push({ close: () => own.remove() });
  const db = await database(own.cluster.connection);
  const seen: number[] = [];
  const consumer = follow(db, async (_event, { n }) => void seen.push(n));
  const late = new Client({
    host: db.connection.host,
    port: db.connection.port,
    database: db.connection.database,
    user: 'conhub_facts_system',
  });
  await late.connect();
  await late.query('begin');
  await late.query(
    `insert into facts.events (id, type, schema_version, lane, aggregate_type, aggregate_id, aggregate_version, occurred_at, actor, outcome, payload)
     values (gen_random_uuid(), 'facts.thing.counted', 1, 'access', 'src', 'x', 1, now(), '{}', 'SUCCESS', $1)`,
    [JSON.stringify({ thingId: newId('src'), n: 0 })],
  );
  for (let n = 1; n <= 25; n++) await say(db, newId('src'), n);
  await new Promise((resolve) => setTimeout(resolve, 200));
  await late.query('commit');
  await late.end();
  await consumer.settled();
  expect([...seen].sort((a, b) => a - b)).toEqual(Array.from({ length: 26 }, (_, n) => n));
}, 20_000);

test('events come in the order of (xid, position) as numbers, each once, whatever the size of a page', async () => {
  const db = await database();
  // Transactions that ended long ago; smaller positions in younger ones, as late commits have them.
  const old = fc.integer({ min: 3, max: 300 });
  const pairs = fc.uniqueArray(
    fc.record({ xid: fc.oneof(fc.constantFrom(9, 10, 99, 100), old), position: fc.integer({ min: 1, max: 2_000 }) }),
    {
      selector: ({ position }) => position,
      minLength: 1,
      maxLength: 30,
    },
  );
  await fc.assert(
    fc.asyncProperty(pairs, fc.integer({ min: 1, max: 7 }), async (written, limit) => {
      const em = db.system();
      await em.execute('delete from facts.events');
      for (const { xid, position } of written)
        await em.execute(
          `insert into facts.events (position, xid, id, type, schema_version, lane, aggregate_type, aggregate_id, aggregate_version, occurred_at, actor, outcome, payload)
           values (?, ?::text::xid8, gen_random_uuid(), 'facts.thing.counted', 1, 'access', 'src', 'x', 1, now(), '{}', 'SUCCESS', '{}')`,
          [position, String(xid)],
        );
      const reader = createEventReader('facts', db);
      const read: { xid: number; position: number }[] = [];
      for (let after = origin; ;) {
        const page = await reader.read({ lane: 'access', after, limit });
        expect(await reader.isBehind({ lane: 'access', after })).toBe(page.length > 0);
        const last = page.at(-1);
        if (last === undefined) break;
        read.push(...page.map(({ xid, position }) => ({ xid: Number(xid), position: Number(position) })));
        after = cursorOf(last);
      }
      expect(read).toEqual(written.toSorted((a, b) => a.xid - b.xid || a.position - b.position));
    }),
    {
      numRuns: 25,
      examples: [
        [
          [
            { xid: 9, position: 1000 },
            { xid: 9, position: 999 },
            { xid: 10, position: 5 },
            { xid: 100, position: 4 },
            { xid: 99, position: 3 },
          ],
          2,
        ],
      ],
    },
  );
});

test('concurrent writers: every fact is applied exactly once', async () => {
  const db = await database();
  const seen = new Map<string, number>();
  const consumer = follow(db, async (event) => void seen.set(event.id, (seen.get(event.id) ?? 0) + 1));
  await Promise.all(
    Array.from({ length: 6 }, async (_, w) => {
      for (let n = 0; n < 20; n++) await say(db, newId('src'), w * 100 + n);
    }),
  );
  await consumer.settled();
  expect(seen.size).toBe(120);
  expect([...seen.values()].every((count) => count === 1)).toBe(true);
});

test('a poison event parks its aggregate and blocks nothing else', async () => {
  const db = await database();
  const [bad, good] = [newId('src'), newId('src')];
  const seen: string[] = [];
  const consumer = follow(db, async (_event, { thingId, n }) => {
    if (thingId === bad && n === 1) throw new Error('poison');
    seen.push(`${thingId === bad ? 'bad' : 'good'}${n}`);
  });
  for (let n = 1; n <= 3; n++) {
    await say(db, bad, n);
    await say(db, good, n);
  }
  await consumer.settled();
  expect(seen.filter((s) => s.startsWith('good')).at(-1)).toBe('good3');
  expect(seen.some((s) => s.startsWith('bad'))).toBe(false);
  const parked = await db.system().execute('select error from facts.parked_events order by parked_at');
  expect(parked).toHaveLength(3);
});

test('a broadcast reaches those who listen, while they listen', async () => {
  const heard: unknown[] = [];
  const broadcast = createLocalBroadcast();
  const stop = broadcast.subscribe('x', (m) => heard.push(m));
  broadcast.publish('x', 1);
  await Promise.resolve();
  stop();
  broadcast.publish('x', 2);
  await Promise.resolve();
  expect(heard).toEqual([1]);
});

test('an outage is waited for: it parks nothing, however long it takes', async () => {
  const db = await database();
  let isDown = true;
  const seen: number[] = [];
  const consumer = follow(db, async (_event, { n }) => {
    if (isDown) throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    seen.push(n);
  });
  await say(db, newId('src'), 1);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  isDown = false;
  await consumer.settled();
  expect(seen).toEqual([1]);
  expect(await db.system().execute('select * from facts.parked_events')).toEqual([]);
});
