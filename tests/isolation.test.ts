import { readFileSync } from 'node:fs';
import { type IdPrefix, newId } from '@conhub/subgraph-kit';
import { requestInfo } from '@conhub/testkit';
import {
  type ExecutionResult,
  type GraphQLNamedType,
  type GraphQLObjectType,
  buildSchema,
  execute,
  getNamedType,
  isLeafType,
  isNonNullType,
  isObjectType,
  isUnionType,
  parse,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Asker, type TestGraph, startGraph } from './graph.ts';
import { idFields } from './id-fields.ts';
import { type Things, probes, providerIds } from './id-probes.ts';
import { type Person, found, invite, join, roleId, setUp } from './people.ts';
import { addFolder } from './sources.ts';

let graph: TestGraph;
/** Ann owns Acme, Ben is its member, Eve owns Evil. */
let ann: Person;
let ben: Person;
let eve: Person;
let acme: Things;
let bens: Things;
let evil: Things;
let acmeFolder: string;

beforeAll(async () => {
  graph = await startGraph();
  ann = await setUp(graph, 'Ann', 'Acme');
  ben = await join(graph, ann, 'Ben', 'ADMIN');
  eve = await found(graph, 'Eve', 'Evil');
  acmeFolder = await graph.write('acme', { 'plan.md': '# The secret plan\n\nAcme keeps a secret.\n' });
  acme = await thingsOf(ann, acmeFolder);
  bens = await thingsOf(ben, await graph.write('ben', { 'note.md': '# A note\n\nBen has a secret of his own.\n' }));
  // Only who manages sources connects folders; without that scope nothing of Ann's shows.
  const { changeMemberRole } = await graph.ask(
    ann,
    'mutation ($input: ChangeMemberRoleInput!) { changeMemberRole(input: $input) { membership { role { name } } } }',
    { input: { membershipId: ben.membershipId, roleId: roleId('MEMBER') } },
  );
  expect(changeMemberRole.membership.role.name).toBe('Member');
  evil = await thingsOf(eve, await graph.write('evil', { 'plot.md': '# The secret plot\n\nEvil has a secret too.\n' }));
});
afterAll(() => graph.stop());

async function thingsOf(who: Person, path: string): Promise<Things> {
  const added = await addFolder(graph, who, path);
  if (who !== ben) {
    await invite(graph, who, `guest@${who.displayName.toLowerCase()}.example`, 'VIEWER');
    await graph.ask(who, 'mutation { createApiKey(input: { name: "k", scopes: ["search:read"] }) { apiKey { id } } }');
  }
  const { saveSearch } = await graph.ask(
    who,
    'mutation { saveSearch(input: { name: "Secrets", query: "secret" }) { ... on SaveSearchPayload { savedSearch { id } } } }',
  );
  // What a member may not list (invitations, keys, the audit log) is null and not needed.
  const { data } = await graph.run(
    who,
    `{ viewer { session { id } membership { id } user { id } }
       organization { id documents { nodes { id } } invitations { nodes { id } } apiKeys { nodes { id } } auditLog { events(first: 1) { nodes { id } } } } }`,
  );
  const { organization, viewer } = data;
  const { startUpload } = await graph.ask(
    who,
    'mutation { startUpload(input: { fileName: "secret.txt", mimeType: "text/plain", sizeBytes: 1 }) { ... on StartUploadPayload { uploadId } } }',
  );
  return {
    usr: viewer.user.id,
    mem: viewer.membership.id,
    ses: viewer.session.id,
    org: organization.id,
    inv: organization.invitations?.nodes[0].id ?? '',
    key: organization.apiKeys?.nodes[0].id ?? '',
    sav: saveSearch.savedSearch.id,
    evt: organization.auditLog?.events.nodes[0].id ?? '',
    doc: organization.documents.nodes[0].id,
    acc: added.accountId,
    src: added.sourceId,
    run: added.syncRunId,
    upl: startUpload.uploadId,
  };
}

interface Answered {
  readonly data: unknown;
  readonly errors: readonly { readonly message: string; readonly code: unknown; readonly path: unknown; readonly fields: unknown }[];
}

/** What a client sees, the id itself and the request's id aside. Of a subscription the first result. */
async function answer(who: Asker, operation: string, id: string): Promise<Answered> {
  const result = await graph.engine.execute(
    { query: operation, variables: { id } },
    { viewer: await graph.viewer(who), request: requestInfo(), transport: 'LOCAL' },
  );
  let first: ExecutionResult;
  if (Symbol.asyncIterator in result) {
    const events = result[Symbol.asyncIterator]();
    first = ((await events.next()) as IteratorYieldResult<ExecutionResult>).value;
    await events.return?.();
  } else first = result;
  const { data = null, errors = [] } = first;
  const seen = {
    data,
    errors: errors.map(({ message, path, extensions }) => ({ message, code: extensions['code'], path, fields: extensions['fields'] })),
  };
  return (id === '' ? seen : JSON.parse(JSON.stringify(seen).replaceAll(id, 'THE_ID'))) as Answered;
}

const codes = ({ errors }: Answered): unknown[] => errors.map(({ code }) => code);

const apiSchema = buildSchema(readFileSync(new URL('../schema/api.graphql', import.meta.url), 'utf8'));

it('covers every place of the schema that takes an id', () => {
  expect([...Object.keys(probes), ...providerIds].toSorted()).toEqual(idFields(apiSchema));
});

describe.each(Object.entries(probes))('%s', (_coordinate, { prefix, operation, absent, isShared }) => {
  const expectAbsent = (answered: Answered): void => {
    if (typeof absent === 'string') expect(codes(answered)).toEqual([absent]);
    else expect(answered).toEqual({ data: absent, errors: [] });
  };

  it('answers to another organization’s id exactly as to one that never existed', async () => {
    const text = operation(evil);
    // An upload is on its way to be something: it is completed, and found by nobody.
    for (const kind of prefix === null ? (Object.keys(acme) as (keyof Things)[]).filter((each) => each !== 'upl') : [prefix]) {
      const nobodys = await answer(eve, text, newId(kind as IdPrefix));
      expectAbsent(nobodys);
      // Well-formed, though no generator makes such bits.
      expect(await answer(eve, text, `${kind}_01jd0000000000000000000000`)).toEqual(nobodys);
      if (isShared === true) continue;
      expect(await answer(eve, text, acme[kind as keyof Things])).toEqual(nobodys);
    }
  });

  it('refuses what is no id, and the id of something else, as BAD_USER_INPUT', async () => {
    const text = operation(evil);
    const wrong = ['nonsense', '', `nonsense_${newId('src').slice(4)}`, `${prefix ?? 'src'}_01`, acme.src.toUpperCase()];
    if (prefix !== null) wrong.push(newId(prefix === 'doc' ? 'src' : 'doc'));
    for (const id of wrong) {
      const answered = await answer(eve, text, id);
      expect([id, codes(answered)]).toEqual([id, ['BAD_USER_INPUT']]);
      expect(answered.errors[0]?.fields).toEqual([expect.objectContaining({ code: 'INVALID_ID' })]);
    }
  });

  const hidden = (['acc', 'src', 'run', 'doc', 'sav', 'upl'] as const).filter((kind) => prefix === null || kind === prefix);
  if (hidden.length === 0) return;
  it('answers to what is another member’s alone exactly as to what never existed', async () => {
    const text = operation(bens);
    for (const kind of hidden) {
      expect(await answer(ben, text, acme[kind])).toEqual(await answer(ben, text, newId(kind)));
    }
  });
});

describe('ids in the provider’s own form', () => {
  const containers = `query ($account: ID!, $parent: ID) { connectedAccount(id: $account) { containers(parentId: $parent) { nodes { path source { id } } } } }`;

  it('shows no source of another organization behind a folder that both may read', async () => {
    const { connectedAccount } = await graph.ask(eve, containers, { account: evil.acc, parent: graph.folder });
    const nodes = connectedAccount.containers.nodes as { path: string; source: { id: string } | null }[];
    expect(nodes.filter(({ source }) => source !== null).map(({ source }) => source?.id)).toEqual([evil.src]);
    expect(nodes.map(({ path }) => path)).toContain(acmeFolder);
  });

  it('adds a folder that another organization has added as if nobody had', async () => {
    const { addSource } = await graph.ask(
      eve,
      'mutation ($input: AddSourceInput!) { addSource(input: $input) { __typename ... on AddSourcePayload { source { id account { id } } } } }',
      { input: { accountId: evil.acc, containerId: acmeFolder } },
    );
    expect(addSource).toMatchObject({ __typename: 'AddSourcePayload', source: { account: { id: evil.acc } } });
    expect(addSource.source.id).not.toBe(acme.src);
  });
});

describe('the organization of a request', () => {
  it('is refused alike whether it is another’s or does not exist, by id and by slug', async () => {
    const refusals = await Promise.all(
      [acme.org, newId('org'), 'acme', 'nowhere'].map((organization) =>
        graph.viewer({ ...eve, organization }).then(
          () => 'let in',
          ({ code, message }: { code: string; message: string }) => `${code} ${message}`,
        ),
      ),
    );
    expect(new Set(refusals).size).toBe(1);
    expect(refusals[0]).toMatch(/^FORBIDDEN /);
  });
});

describe('entities reached by reference', () => {
  /** Every leaf, and one level of what can be asked for without arguments. */
  function selectionOf(type: GraphQLObjectType, depth: number): string {
    const fields = Object.values(type.getFields()).filter(
      ({ args }) => !args.some((arg) => isNonNullType(arg.type) && arg.defaultValue === undefined),
    );
    return fields
      .flatMap(({ name, type: given }) => {
        const named: GraphQLNamedType = getNamedType(given);
        if (isLeafType(named)) return [name];
        if (isUnionType(named) || depth === 0) return [`${name} { __typename }`];
        return isObjectType(named) ? [`${name} { ${selectionOf(named, depth - 1) || '__typename'} }`] : [`${name} { __typename }`];
      })
      .join(' ');
  }

  it('are, in every subgraph, the same for another organization’s id as for one that never existed', async () => {
    const prefixOfType = new Map(Object.keys(acme).map((prefix) => [typeNames[prefix as keyof Things], prefix as keyof Things]));
    let compared = 0;
    for (const { name, schema, createContext } of graph.subgraphs) {
      const entities = schema.getType('_Entity');
      if (!isUnionType(entities)) continue;
      for (const type of entities.getTypes()) {
        const kind = prefixOfType.get(type.name);
        if (kind === undefined) continue;
        const document = parse(
          `query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename ... on ${type.name} { ${selectionOf(type, 1)} } } }`,
        );
        const resolve = async (id: string): Promise<string> => {
          const contextValue = createContext({ viewer: await graph.viewer(eve), request: requestInfo() });
          const { data, errors } = await execute({
            schema,
            document,
            contextValue,
            variableValues: { representations: [{ __typename: type.name, id }] },
          });
          return JSON.stringify({ data, errors: errors?.map(({ message }) => message) }).replaceAll(id, 'THE_ID');
        };
        expect(await resolve(acme[kind]), `${name}: ${type.name}`).toBe(await resolve(newId(kind)));
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(15);
  });

  const typeNames: Readonly<Record<keyof Things, string>> = {
    usr: 'User',
    org: 'Organization',
    mem: 'Membership',
    inv: 'Invitation',
    key: 'ApiKey',
    ses: 'Session',
    acc: 'ConnectedAccount',
    src: 'Source',
    run: 'SyncRun',
    doc: 'Document',
    evt: 'AuditEvent',
    sav: 'SavedSearch',
    upl: 'Upload',
  };
});

it('leaves everything of the other organization as it was, and nothing of it was a fault', async () => {
  const { organization, viewer } = await graph.ask(
    ann,
    `{ viewer { session { id } } organization { members { totalCount nodes { role { name } } } sources { nodes { id status visibility } } connectedAccounts { nodes { id displayName status } }
       invitations { nodes { id } } apiKeys { nodes { id revokedAt } } } }`,
  );
  expect(viewer.session.id).toBe(acme.ses);
  expect(organization).toMatchObject({
    members: { totalCount: 2, nodes: expect.arrayContaining([{ role: { name: 'Owner' } }, { role: { name: 'Member' } }]) },
    sources: { nodes: expect.arrayContaining([{ id: acme.src, status: 'ACTIVE', visibility: 'OWNER' }]) },
    connectedAccounts: { nodes: expect.arrayContaining([expect.objectContaining({ id: acme.acc, status: 'ACTIVE' })]) },
    invitations: { nodes: [{ id: acme.inv }] },
    apiKeys: { nodes: [{ id: acme.key, revokedAt: null }] },
  });
  expect(graph.masked).toEqual([]);
});
