import { newId } from '@conhub/subgraph-kit';
import { openDatabase } from '@conhub/subgraph-kit/database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Data, type TestGraph, nobody, startGraph, until } from './graph.ts';
import { type Person, addressOf, join, setUp } from './people.ts';
import { type AddedSource, addFolder } from './sources.ts';

let graph: TestGraph;
let ann: Person;
let ben: Person;
let added: AddedSource;
let documentId: string;

beforeAll(async () => {
  graph = await startGraph();
  ann = await setUp(graph, 'Ann', 'Acme');
  ben = await join(graph, ann, 'Ben');
  added = await addFolder(graph, ann, await graph.write('notes', { 'a.md': 'a heron stands' }), { visibility: 'ORGANIZATION' });
  const { organization } = await graph.ask(ann, '{ organization { documents { nodes { id } } } }');
  documentId = organization.documents.nodes[0].id as string;
});
afterAll(() => graph.stop());

/** Ann reads the log: entries of an action, newest first, as soon as there is one that fits. */
const entries = (action: string, fits: (entry: Data) => boolean): Promise<Data[]> =>
  until(
    `${action} is recorded`,
    async () =>
      (
        await graph.ask(
          ann,
          `query ($actions: [String!]) { organization { auditLog { events(first: 100, filter: { actions: $actions }) { nodes {
             action outcome actorId actor { ... on User { displayName } } subjectId details ipAddress requestId } } } } }`,
          { actions: [action] },
        )
      ).organization.auditLog.events.nodes as Data[],
    (nodes) => nodes.some(fits),
    5_000,
  );

it('reading a text is recorded with who, what and from where; its title alone, a hidden text and an absent one are not', async () => {
  await graph.ask(ben, 'query ($id: ID!) { document(id: $id) { title } }', { id: documentId });
  await graph.ask(ben, 'query ($id: ID!) { document(id: $id) { text { content } } }', { id: newId('doc') });
  const request = { id: 'request-of-ben', ipAddress: '198.51.100.7', userAgent: 'a browser' };
  const { errors } = await graph.run(ben, 'query ($id: ID!) { document(id: $id) { text { content } } }', { id: documentId }, request);
  expect(errors).toEqual([]);
  const found = await entries('router.field.read', ({ actorId }) => actorId === ben.userId);
  expect(found.filter(({ actorId }) => actorId === ben.userId)).toEqual([
    {
      action: 'router.field.read',
      outcome: 'SUCCESS',
      actorId: ben.userId,
      actor: { displayName: 'Ben' },
      subjectId: documentId,
      details: { field: 'Document.text', count: 1 },
      ipAddress: request.ipAddress,
      requestId: request.id,
    },
  ]);
  expect(JSON.stringify(found)).not.toContain('heron');
});

it('what is denied is recorded with the field, and asks no subgraph', async () => {
  const { codes } = await graph.run(ben, '{ organization { auditLog { size } } }', {}, { id: 'denied-to-ben' });
  expect(codes).toEqual(['FORBIDDEN']);
  const [entry] = await entries('router.field.denied', ({ actorId }) => actorId === ben.userId);
  expect(entry).toMatchObject({
    outcome: 'DENIED',
    requestId: 'denied-to-ben',
    details: { field: 'Organization.auditLog', code: 'FORBIDDEN' },
  });
});

it('a failed sign-in of somebody known is in their organization’s log; of somebody unknown in the deployment’s, which no organization reads', async () => {
  const attempt = (email: string) =>
    graph.ask(nobody, 'mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }', {
      input: { email, password: 'a wrong password' },
    });
  await attempt(addressOf('Ben'));
  await attempt('stranger@example.org');
  const found = await entries('users.sign_in.failed', () => true);
  expect(found).toMatchObject([{ outcome: 'FAILURE', subjectId: ben.userId, details: { userId: ben.userId, reason: 'WRONG_PASSWORD' } }]);
  const database = await openDatabase({ subgraph: 'audit', connection: graph.connection, entities: [], migrations: [] });
  try {
    const strangers = await until(
      'It is recorded',
      () =>
        database
          .system()
          .execute<Data[]>(
            `select organization_id, index, details from audit.audit_events where action = 'users.sign_in.failed' and details->>'reason' = 'UNKNOWN_ADDRESS'`,
          ),
      (rows) => rows.length > 0,
      5_000,
    );
    expect(strangers).toMatchObject([{ organization_id: '00000000-0000-0000-0000-000000000000', details: { userId: null } }]);
    expect(JSON.stringify(strangers)).not.toContain('stranger');
  } finally {
    await database.close();
  }
});

it('who made a source, a run and a share is recorded, runs on behalf of whoever asked for them', async () => {
  await graph.ask(ann, 'mutation ($input: ShareSourceInput!) { shareSource(input: $input) { source { id } } }', {
    input: { sourceId: added.sourceId, visibility: 'SHARED', granteeIds: [ben.userId] },
  });
  const [shared] = await entries('connectors.source.shared', ({ details }) => details.visibility === 'SHARED');
  expect(shared).toMatchObject({ actorId: ann.userId, subjectId: added.sourceId, details: { userIds: [ben.userId] } });
  const [asked] = await entries('connectors.sync_run.requested', () => true);
  expect(asked).toMatchObject({ actorId: ann.userId, details: { sourceId: added.sourceId } });
});
