import { readFileSync } from 'node:fs';
import {
  type Engines,
  type StoredEvent,
  createConsumerTables,
  createEventLog,
  createEventReader,
  createLocalBroadcast,
  defineEvent,
} from '@conhub/events';
import { type Viewer, anonymous, freePlan, newId } from '@conhub/subgraph-kit';
import { type Database, type DatabaseConnection, migrate, openDatabase, ormOptions } from '@conhub/subgraph-kit/database';
import { silentLog } from '@conhub/subgraph-kit/log';
import { cloneDatabase, requestInfo, userViewer } from '@conhub/testkit';
import { MikroORM } from '@mikro-orm/postgresql';
import { execute, parse, subscribe } from 'graphql';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { type Audit, commitment, createAudit, hashEntry, leafBytes, leafHash } from '../src/index.ts';
import { definition } from '../src/mikro-orm.config.ts';

const { EventRow, emit } = createEventLog('said');
const Done = defineEvent('said.thing.done', 1, z.object({ sourceId: z.string(), n: z.number() }), {
  audit: true,
  aggregate: ({ sourceId }) => sourceId,
});
const said = (connection: DatabaseConnection) => ({
  subgraph: 'said',
  connection,
  entities: [EventRow, ...createConsumerTables('said')],
  migrations: [],
});

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function start(): Promise<{ audit: Audit; producer: Database; connection: DatabaseConnection }> {
  const connection = await cloneDatabase('audit and a producer', async (template) => {
    await migrate({ ...definition, connection: template });
    await migrate(said(template));
    const orm = await MikroORM.init(ormOptions(said(template), 'owner'));
    await orm.schema.execute((await orm.schema.getUpdateSchemaSQL()).replace(/create schema.*?;/, ''));
    await orm.close();
  });
  let wake = (): void => {};
  const producer = await openDatabase({ ...said(connection), onCommit: () => wake() });
  const reader = createEventReader('said', producer);
  wake = () => reader.wake();
  const engines: Engines = { connection, broadcast: createLocalBroadcast(), log: silentLog(), limits: freePlan, facts: () => reader };
  const audit = await createAudit(engines, () => [{ reader, types: [Done.type] }]);
  await audit.start();
  closing.push(
    () => producer.close(),
    () => audit.stop(),
  );
  return { audit, producer, connection };
}

async function ask(audit: Audit, viewer: Viewer, query: string, variables: Record<string, unknown> = {}) {
  const result = await execute({
    schema: audit.schema,
    document: parse(query),
    variableValues: variables,
    contextValue: audit.createContext({ viewer, request: requestInfo() }),
  });
  return JSON.parse(JSON.stringify(result)) as { data?: any; errors?: { message: string }[] };
}

const say = async (producer: Database, viewer: Viewer, sourceId: string, n: number): Promise<void> => {
  const em = producer.fork(viewer);
  emit({ em, viewer, request: requestInfo() }, Done, { sourceId, n });
  await em.flush();
};

const log =
  'query ($filter: AuditEventFilter, $first: Int = 20, $after: String) { organization { auditLog { size events(first: $first, after: $after, filter: $filter) { totalCount pageInfo { hasNextPage endCursor } nodes { id index action outcome actorId actor { __typename } subjectId subject { __typename id } details leafHash } } } } }';

async function until<T>(read: () => Promise<T>, done: (value: T) => boolean): Promise<T> {
  for (let i = 0; i < 200; i++) {
    const value = await read();
    if (done(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return read();
}

test('only a holder of audit:read reads the log, whatever the router did', async () => {
  const { audit } = await start();
  for (const viewer of [anonymous, userViewer({}, 'MEMBER')]) {
    const { data, errors } = await ask(audit, viewer, log);
    expect(data?.organization?.auditLog ?? null).toBeNull();
    if (viewer.kind === 'user') expect(errors?.[0]?.message).toMatch(/audit:read/);
  }
});

test('every marked event becomes one entry with a dense index, and pages hold still while entries are added', async () => {
  const { audit, producer } = await start();
  const viewer = userViewer();
  const sourceId = newId('src');
  for (let n = 0; n < 7; n++) await say(producer, viewer, sourceId, n);
  const { data } = await until(
    () => ask(audit, viewer, log, { first: 3 }),
    (r) => r.data.organization.auditLog.size === 7,
  );
  const { nodes, pageInfo, totalCount } = data.organization.auditLog.events;
  expect(nodes.map((n: { index: number }) => n.index)).toEqual([6, 5, 4]);
  expect(totalCount).toBe(7);
  expect(nodes[0]).toMatchObject({
    action: 'said.thing.done',
    actorId: viewer.userId,
    actor: { __typename: 'User' },
    subject: { __typename: 'Source', id: sourceId },
    details: { sourceId, n: 6 },
  });
  await say(producer, viewer, sourceId, 7);
  const second = await ask(audit, viewer, log, { first: 3, after: pageInfo.endCursor });
  expect(second.data.organization.auditLog.events.nodes.map((n: { index: number }) => n.index)).toEqual([3, 2, 1]);
});

test("another organization's log, entries and positions are as absent", async () => {
  const { audit, producer } = await start();
  const [mine, theirs] = [userViewer(), userViewer()];
  const sourceId = newId('src');
  await say(producer, theirs, sourceId, 1);
  const seen = await until(
    () => ask(audit, theirs, log),
    (r) => r.data.organization.auditLog.size === 1,
  );
  const id = seen.data.organization.auditLog.events.nodes[0].id;
  expect((await ask(audit, mine, 'query ($id: ID!) { auditEvent(id: $id) { action } }', { id })).data.auditEvent).toBeNull();
  expect((await ask(audit, mine, 'query ($id: ID!) { auditEvent(id: $id) { action } }', { id: newId('evt') })).data.auditEvent).toBeNull();
  const trail = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Source { auditTrail { totalCount nodes { id } } } } }';
  const representations = { r: [{ __typename: 'Source', id: sourceId }] };
  expect((await ask(audit, mine, trail, representations)).data._entities[0].auditTrail).toEqual({ totalCount: 0, nodes: [] });
  expect((await ask(audit, theirs, trail, representations)).data._entities[0].auditTrail.totalCount).toBe(1);
  expect(
    (
      await ask(
        audit,
        mine,
        'query ($r: [_Any!]!) { _entities(representations: $r) { ... on AuditEvent { action } ... on Organization { id } } }',
        {
          r: [
            { __typename: 'AuditEvent', id },
            { __typename: 'Organization', id: theirs.organizationId },
          ],
        },
      )
    ).data._entities,
  ).toEqual([null, null]);
});

test("a malformed id in a filter is the client's mistake", async () => {
  const { audit } = await start();
  const { errors } = await ask(audit, userViewer(), log, { filter: { actorId: "'; drop table" } });
  expect(errors?.[0]?.message).toMatch(/not an id/);
});

test('the stream reads after a position and then listens: no gap, no duplicate', async () => {
  const { audit, producer } = await start();
  const viewer = userViewer();
  for (let n = 0; n < 3; n++) await say(producer, viewer, newId('src'), n);
  await until(
    () => ask(audit, viewer, log),
    (r) => r.data.organization.auditLog.size === 3,
  );
  const listen = async (after: string | null, count: number): Promise<{ index: number; position: string }[]> => {
    const stream = await subscribe({
      schema: audit.schema,
      document: parse('subscription ($after: String) { auditEventRecorded(after: $after) { position event { index } } }'),
      variableValues: { after },
      contextValue: audit.createContext({ viewer, request: requestInfo() }),
    });
    if (!(Symbol.asyncIterator in stream)) throw new Error(JSON.stringify(stream));
    const got: { index: number; position: string }[] = [];
    for await (const { data } of stream as AsyncIterable<any>) {
      got.push({ index: data.auditEventRecorded.event.index, position: data.auditEventRecorded.position });
      if (got.length === count) break;
    }
    return got;
  };
  const first = await listen(Buffer.from('[-1]').toString('base64url'), 2);
  expect(first.map(({ index }) => index)).toEqual([0, 1]);
  const pending = listen(first[1]!.position, 3);
  for (let n = 3; n < 5; n++) await say(producer, viewer, newId('src'), n);
  expect((await pending).map(({ index }) => index)).toEqual([2, 3, 4]);
});

test('reads and denials are recorded within a second, the same ones counted', async () => {
  const { audit } = await start();
  const viewer = userViewer();
  const documentId = newId('doc');
  for (let i = 0; i < 3; i++)
    audit.recordAccess(
      { outcome: 'SUCCESS', field: 'Document.text', subjectId: documentId, code: null },
      { viewer, request: requestInfo() },
    );
  audit.recordAccess(
    { outcome: 'DENIED', field: 'Organization.auditLog', subjectId: null, code: 'FORBIDDEN' },
    { viewer, request: requestInfo() },
  );
  await audit.flush();
  const { data } = await ask(audit, viewer, log);
  expect(data.organization.auditLog.events.nodes).toMatchObject([
    { action: 'router.field.denied', outcome: 'DENIED', details: { field: 'Organization.auditLog', code: 'FORBIDDEN', count: 1 } },
    { action: 'router.field.read', outcome: 'SUCCESS', subject: { __typename: 'Document', id: documentId }, details: { count: 3 } },
  ]);
});

test('a leaf is recomputed from its row, and one changed value changes its hash', async () => {
  const { audit, producer, connection } = await start();
  const viewer = userViewer();
  await say(producer, viewer, newId('src'), 1);
  await until(
    () => ask(audit, viewer, log),
    (r) => r.data.organization.auditLog.size === 1,
  );
  const database = await openDatabase({ ...definition, connection });
  closing.push(() => database.close());
  const [row] = await database.system().execute<any[]>('select * from audit.audit_events');
  const { idOf } = await import('@conhub/subgraph-kit');
  const fields = {
    action: row.action,
    actor: { kind: row.actor_kind, id: row.actor_id },
    details: row.details,
    eventId: idOf('evt', row.id),
    ipAddress: row.ip_address,
    occurredAt: new Date(row.occurred_at).toISOString(),
    onBehalfOf: row.on_behalf_of,
    outcome: row.outcome,
    requestId: row.request_id,
    subjectId: row.subject_id,
    userAgent: row.user_agent,
  };
  expect(hashEntry(viewer.organizationId!, Number(row.index), fields, row.salts)).toBe(row.leaf_hash);
  expect(hashEntry(viewer.organizationId!, Number(row.index), { ...fields, outcome: 'DENIED' }, row.salts)).not.toBe(row.leaf_hash);
});

test('golden vectors: the encoding of leaves never changes', () => {
  const golden = JSON.parse(readFileSync(new URL('./golden-leaves.json', import.meta.url), 'utf8')) as {
    organization: string;
    index: number;
    salts: any;
    fields: any;
    commitments: any;
    leaf: string;
    hash: string;
  }[];
  for (const { organization, index, salts, fields, commitments, leaf, hash } of golden) {
    for (const field of Object.keys(commitments)) expect(commitment(salts[field], field as never, fields[field])).toBe(commitments[field]);
    expect(leafBytes(organization, index, commitments).toString('utf8')).toBe(leaf);
    expect(leafHash(Buffer.from(leaf, 'utf8'))).toBe(hash);
    expect(hashEntry(organization, index, fields, salts)).toBe(hash);
  }
});

test('every table is behind row-level security', async () => {
  const { connection } = await start();
  const database = await openDatabase({ ...definition, connection });
  closing.push(() => database.close());
  const open = await database
    .system()
    .execute<{ tablename: string }[]>(
      "select tablename from pg_tables t where schemaname = 'audit' and tablename <> 'migrations' and (not rowsecurity or not exists (select from pg_policies p where p.schemaname = t.schemaname and p.tablename = t.tablename))",
    );
  expect(open).toEqual([]);
  // Without a viewer bound, the app role sees nothing.
  expect(await database.fork(anonymous).execute('select * from audit.audit_events')).toEqual([]);
});

test('two entries of the same event are one, also when logs are read again from the start', async () => {
  const { audit, producer, connection } = await start();
  const viewer = userViewer();
  await say(producer, viewer, newId('src'), 1);
  await until(
    () => ask(audit, viewer, log),
    (r) => r.data.organization.auditLog.size === 1,
  );
  const database = await openDatabase({ ...definition, connection });
  closing.push(() => database.close());
  await database.system().execute('delete from audit.event_cursors');
  await say(producer, viewer, newId('src'), 2);
  const { data } = await until(
    () => ask(audit, viewer, log),
    (r) => r.data.organization.auditLog.size === 2,
  );
  expect(data.organization.auditLog.size).toBe(2);
  expect(data.organization.auditLog.events.nodes.map((n: StoredEvent & { index: number }) => n.index)).toEqual([1, 0]);
});
