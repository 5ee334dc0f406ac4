import { type Viewer, anonymous, newId, prefixOf } from '@conhub/subgraph-kit';
import { userViewer } from '@conhub/testkit';
import { MikroORM } from '@mikro-orm/postgresql';
import { ormOptions } from '@conhub/subgraph-kit/database';
import { type GraphQLInputObjectType, type GraphQLInputType, getNamedType, isInputObjectType, isListType, isNonNullType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { definition } from '../src/mikro-orm.config.ts';
import { addFolder, finished } from './steps.ts';
import { start, text } from './uploading.ts';
import { type World, createWorld, team } from './world.ts';

let world: World;
const [ann, , bob, ,] = team();
const stranger = userViewer();
let ids: Record<string, string>;
/** Of another organization, and there. */
let strangersDocument: string;

const documentOf = async (viewer: Viewer): Promise<string> =>
  (await world.run<{ organization: { documents: { nodes: { id: string }[] } } }>(viewer, '{ organization { documents { nodes { id } } } }'))
    .data.organization.documents.nodes[0]?.id as string;

beforeAll(async () => {
  world = await createWorld();
  await world.write('a.md', '# A');
  const { accountId, sourceId, runId } = await addFolder(world, ann, world.folder);
  await finished(world, ann, runId);
  const theirs = await addFolder(world, stranger, world.folder);
  await finished(world, stranger, theirs.runId);
  strangersDocument = await documentOf(stranger);
  ids = {
    acc: accountId,
    src: sourceId,
    run: runId,
    doc: await documentOf(ann as Viewer),
    usr: (ann as { userId: string }).userId,
    org: (ann as { organizationId: string }).organizationId,
    upl: (await start(world, ann as Viewer, 'a.txt', text('a'))).uploadId,
  };
});
afterAll(() => world.close());

/** A value for every argument, so that a root field can be asked at all. */
const inputs: Record<string, Record<string, unknown>> = {
  connectAccount: { providerKey: 'folder', authMethod: 'NONE' },
  updateAccount: { accountId: 'acc', displayName: 'x' },
  disconnectAccount: { accountId: 'acc' },
  addSource: { accountId: 'acc', containerId: '/' },
  updateSource: { sourceId: 'src', isPaused: true },
  shareSource: { sourceId: 'src', visibility: 'OWNER' },
  removeSource: { sourceId: 'src' },
  startSync: { sourceId: 'src' },
  cancelSync: { syncRunId: 'run' },
  confirmDeletions: { sourceId: 'src', token: 'x', isConfirmed: true },
  retryDocuments: { sourceId: 'src' },
  createNote: { title: 'x', text: 'x' },
  updateNote: { documentId: 'doc', title: 'x' },
  deleteNote: { documentId: 'doc' },
  startUpload: { fileName: 'x.txt', mimeType: 'text/plain', sizeBytes: 1 },
  completeUpload: { uploadId: 'upl' },
};
const reads: Record<string, string> = { connectedAccount: 'acc', source: 'src', syncRun: 'run', document: 'doc' };
const fieldsOf = (type: 'Query' | 'Mutation' | 'Subscription'): string[] =>
  Object.keys(
    world.connectors.schema.getType(type)?.toConfig() !== undefined
      ? (world.connectors.schema.getRootType(type.toLowerCase() as never)?.getFields() ?? {})
      : {},
  );
const filled = (name: string, of: (prefix: string) => string): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(inputs[name] ?? {}).map(([key, value]) => [key, typeof value === 'string' && value in ids ? of(value) : value]),
  );

const mutate = (viewer: Viewer, name: string, input: Record<string, unknown>) =>
  world.run(viewer, `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { __typename } }`, {
    input,
  });

describe('every operation is protected', () => {
  test('nobody who is not signed in gets anything', async () => {
    expect(fieldsOf('Mutation').toSorted()).toEqual(Object.keys(inputs).toSorted());
    for (const name of Object.keys(inputs)) {
      const { errors } = await mutate(
        anonymous,
        name,
        filled(name, (prefix) => ids[prefix] as string),
      );
      expect([name, errors[0]?.code]).toEqual([name, 'UNAUTHENTICATED']);
    }
    for (const [name, prefix] of Object.entries(reads)) {
      const { errors } = await world.run(anonymous, `{ ${name}(id: "${ids[prefix]}") { id } }`);
      expect([name, errors[0]?.code]).toEqual([name, 'UNAUTHENTICATED']);
    }
    expect((await world.run(anonymous, '{ providers { key } }')).errors[0]?.code).toBe('UNAUTHENTICATED');
    expect((await world.run(anonymous, '{ organization { id } }')).data).toEqual({ organization: null });
    await expect(world.watch(anonymous, 'subscription { syncProgress { position } }')).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('a viewer without the scope is refused', async () => {
    const viewer = userViewer({ organizationId: ids['org'] as string }, 'VIEWER');
    for (const name of Object.keys(inputs)) {
      const { errors } = await mutate(
        viewer,
        name,
        filled(name, (prefix) => ids[prefix] as string),
      );
      expect([name, errors[0]?.code]).toEqual([name, 'FORBIDDEN']);
    }
    const scopeless = { ...viewer, scopes: [] };
    expect((await world.run(scopeless, `{ document(id: "${ids['doc']}") { id } }`)).errors[0]?.code).toBe('FORBIDDEN');
  });

  test('folders of the server are for owners and administrators only', async () => {
    expect((await mutate(bob as Viewer, 'connectAccount', { providerKey: 'folder', authMethod: 'NONE' })).errors[0]?.code).toBe(
      'FORBIDDEN',
    );
  });
});

describe("another organization's id is as one that never existed", () => {
  /** Every place in the schema that takes an id, as `mutation.field.path`. */
  function idPaths(type: GraphQLInputType, path: string[]): string[][] {
    const named = getNamedType(type);
    if (isInputObjectType(named))
      return Object.values((named as GraphQLInputObjectType).getFields()).flatMap((field) => idPaths(field.type, [...path, field.name]));
    return named.name === 'ID' ? [path] : [];
  }

  const prefixOfField: Record<string, string> = {
    accountId: 'acc',
    sourceId: 'src',
    syncRunId: 'run',
    documentId: 'doc',
    documentIds: 'doc',
    ownerId: 'usr',
    granteeIds: 'usr',
    uploadId: 'upl',
    id: 'acc',
  };

  test('in every id of every mutation', async () => {
    const fields = world.connectors.schema.getMutationType()?.getFields() ?? {};
    let tried = 0;
    for (const [name, field] of Object.entries(fields)) {
      for (const [, last] of field.args.flatMap((argument) => idPaths(argument.type, [argument.name]))) {
        if (last === undefined || last === 'containerId') continue;
        const prefix = prefixOfField[last];
        expect([name, last, prefix]).toEqual([name, last, expect.any(String)]);
        const inputType = getNamedType(field.args[0]?.type as GraphQLInputType) as GraphQLInputObjectType;
        const kind = inputType.getFields()[last]?.type as GraphQLInputType;
        const isList = isListType(isNonNullType(kind) ? kind.ofType : kind);
        const over =
          last === 'accountId' && name === 'startSync' ? { sourceId: null } : last === 'granteeIds' ? { visibility: 'SHARED' } : {};
        const ask = (viewer: Viewer, id: string) =>
          mutate(viewer, name, { ...filled(name, (own) => ids[own] as string), ...over, [last]: isList ? [id] : id });
        // The stranger's own: an id that exists there, and one that exists nowhere.
        const foreign = prefix === 'usr' ? stranger.userId : (ids[prefix as string] as string);
        const [mine, none] = prefix === 'usr' || prefix === 'doc' ? [ann as Viewer, ann as Viewer] : [stranger, stranger];
        const answers = [await ask(mine, prefix === 'doc' ? strangersDocument : foreign), await ask(none, newId(prefix as never))];
        expect([name, last, answers[0]]).toEqual([name, last, answers[1]]);
        expect([name, last, answers[0]?.errors[0]?.code]).toEqual([name, last, 'NOT_FOUND']);
        tried += 1;
      }
    }
    expect(tried).toBeGreaterThan(12);
  });

  test('in every read, filter, reference and subscription', async () => {
    for (const [name, prefix] of Object.entries(reads)) {
      expect(await world.run(stranger, `{ ${name}(id: "${ids[prefix]}") { id } }`)).toEqual({ data: { [name]: null }, errors: [] });
      expect((await world.run(stranger, `{ ${name}(id: "nonsense") { id } }`)).errors[0]?.code).toBe('BAD_USER_INPUT');
      expect((await world.run(stranger, `{ ${name}(id: "${newId('mem')}") { id } }`)).errors[0]?.code).toBe('BAD_USER_INPUT');
    }
    const types = { acc: 'ConnectedAccount', src: 'Source', run: 'SyncRun', doc: 'Document', org: 'Organization' };
    for (const [prefix, __typename] of Object.entries(types)) {
      const query = 'query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }';
      const references = { representations: [{ __typename, id: ids[prefix] }] };
      expect(await world.run(stranger, query, references)).toEqual({ data: { _entities: [null] }, errors: [] });
      expect((await world.run(ann as Viewer, query, references)).data).toEqual({ _entities: [{ __typename }] });
      expect(
        (
          await world.run(ann as Viewer, query, {
            representations: [
              { __typename, id: newId('mem') },
              { __typename, id: 'x' },
            ],
          })
        ).data,
      ).toEqual({ _entities: [null, null] });
    }
    const filters = `{ organization { a: connectedAccounts(filter: { ownerId: "${ids['usr']}" }) { totalCount } s: sources(filter: { accountId: "${ids['acc']}" }) { totalCount } d: documents(filter: { sourceId: "${ids['src']}" }) { totalCount } r: syncRuns { totalCount } } }`;
    const zero = { totalCount: 0 };
    expect(await world.run(userViewer(), filters)).toEqual({ data: { organization: { a: zero, s: zero, d: zero, r: zero } }, errors: [] });
    expect((await world.run(stranger, filters)).data).toMatchObject({ organization: { a: zero, s: zero, d: zero } });
    for (const argument of [`sourceId: "${ids['src']}"`, `accountId: "${ids['acc']}"`, `sourceId: "${newId('src')}"`]) {
      await expect(world.watch(stranger, `subscription { syncProgress(${argument}) { position } }`)).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    }
    expect(prefixOf(ids['src'] as string)).toBe('src');
  });
});

describe('row-level security', () => {
  test('every table has policies, and without an organization the app role sees nothing of any', async () => {
    const orm = await MikroORM.init(ormOptions({ ...definition, connection: world.connection }, 'app'));
    try {
      const tables = await orm.em.getConnection().execute<{ name: string; secured: boolean; policies: string }[]>(
        `select c.relname as name, c.relrowsecurity as secured, (select count(*) from pg_policies p where p.schemaname = 'connectors' and p.tablename = c.relname) as policies
           from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'connectors' and c.relkind in ('r', 'p') and c.relname <> 'migrations'`,
      );
      expect(tables.length).toBeGreaterThan(15);
      expect(tables.filter((table) => !table.secured || Number(table.policies) === 0)).toEqual([]);
      for (const { name } of tables) {
        const [row] = await orm.em.getConnection().execute<{ count: string }[]>(`select count(*) from connectors.${name}`);
        expect([name, Number(row?.count)]).toEqual([name, 0]);
      }
    } finally {
      await orm.close();
    }
  });
});
