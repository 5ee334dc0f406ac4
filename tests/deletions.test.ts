import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Served, openSocket, serve } from './edge.ts';
import { type Asker, type TestGraph, startGraph, until } from './graph.ts';
import { type Person, join, setUp, signIn } from './people.ts';
import { addFolder, connectFolders } from './sources.ts';

let graph: TestGraph;
let served: Served;
let ann: Person;

beforeAll(async () => {
  graph = await startGraph();
  served = await serve(graph);
  ann = await setUp(graph, 'Ann', 'Acme');
  // There is always a run for everybody, so that a subscription begins with a state.
  const dora = await join(graph, ann, 'Dora', 'ADMIN');
  await addFolder(graph, dora, await graph.write('doras', { 'dora.md': 'always here' }), { visibility: 'ORGANIZATION' });
});
afterAll(async () => {
  await served.stop();
  await graph.stop();
});

const everySync = 'subscription { syncProgress { syncRun { id status } } }';

/** What search finds for a word, by words and by meaning, as paths. */
async function finds(who: Asker, word: string): Promise<string[]> {
  const { data } = await graph.run(
    who,
    `query ($word: String!) {
      words: search(query: $word, mode: LEXICAL, first: 50) { nodes { document { path } passages { text } } }
      meaning: search(query: $word, mode: SEMANTIC, first: 50) { nodes { document { path } passages { text } } }
    }`,
    { word },
  );
  const nodes = [...(data?.words?.nodes ?? []), ...(data?.meaning?.nodes ?? [])] as {
    document: { path: string } | null;
    passages: { text: string }[];
  }[];
  const fitting = nodes.filter(({ passages }) => passages.some(({ text }) => text.includes(word)));
  return [...new Set(fitting.map(({ document }) => document?.path ?? 'hidden'))].toSorted();
}

const codeOf = async (who: Asker): Promise<string> =>
  graph.viewer(who).then(
    () => 'let in',
    ({ code }: { code: string }) => code,
  );

async function newKey(who: Asker): Promise<Asker & { bearer: string; id: string }> {
  const { createApiKey } = await graph.ask(
    who,
    'mutation { createApiKey(input: { name: "k", scopes: ["search:read", "documents:read"] }) { secret apiKey { id } } }',
  );
  return { bearer: createApiKey.secret as string, id: createApiKey.apiKey.id as string };
}

describe('a removed member', () => {
  it('is out at once: sockets closed, next request refused, keys ended, accounts paused until somebody takes them over', async () => {
    const ben = await join(graph, ann, 'Ben', 'ADMIN');
    const accountId = await connectFolders(graph, ben);
    const hidden = await addFolder(graph, ben, await graph.write('bens', { 'own.md': 'wallaby notes of Ben' }), { accountId });
    const open = await addFolder(graph, ben, await graph.write('shared', { 'all.md': 'wallaby notes for everybody' }), {
      accountId,
      visibility: 'ORGANIZATION',
    });
    const key = await newKey(ben);
    const socket = await openSocket(served, ben.bearer, everySync);
    const keySocket = await openSocket(served, key.bearer, everySync);
    const annsSocket = await openSocket(served, ann.bearer, everySync);
    expect(await finds(ben, 'wallaby')).toEqual(['all.md', 'own.md']);
    expect(await finds(key, 'wallaby')).toEqual(['all.md', 'own.md']);
    await until(
      'Ann finds',
      () => finds(ann, 'wallaby'),
      (paths) => paths.join() === 'all.md',
    );

    await graph.ask(ann, 'mutation ($id: ID!) { removeMember(input: { membershipId: $id }) { removedMembershipId } }', {
      id: ben.membershipId,
    });

    expect(await codeOf({ ...ben, organization: ben.organizationId })).toBe('FORBIDDEN');
    expect(await codeOf(key)).toBe('UNAUTHENTICATED');
    expect((await graph.run(ben, '{ search(query: "wallaby") { totalEstimate } }')).data).toEqual({ search: null });
    expect(await socket.closed).toBe(4401);
    expect(await keySocket.closed).toBe(4401);
    expect(annsSocket.isOpen()).toBe(true);
    annsSocket.close();
    // The session is the person's and stays.
    expect(await graph.ask(ben, '{ viewer { user { displayName } organization { id } } }')).toEqual({
      viewer: { user: { displayName: 'Ben' }, organization: null },
    });

    const account = await until(
      'The account pauses',
      async () =>
        (
          await graph.ask(ann, 'query ($id: ID!) { connectedAccount(id: $id) { status problem { code action } owner { displayName } } }', {
            id: accountId,
          })
        ).connectedAccount,
      ({ status }) => status === 'PAUSED',
    );
    expect(account).toMatchObject({ problem: { code: 'OWNER_LEFT', action: expect.any(String) }, owner: null });
    expect(await finds(ann, 'wallaby')).toEqual(['all.md']);
    expect(
      await graph.ask(
        ann,
        'query ($a: ID!, $b: ID!) { a: source(id: $a) { documents { totalCount } } b: source(id: $b) { documents { totalCount } } }',
        {
          a: hidden.sourceId,
          b: open.sourceId,
        },
      ),
    ).toEqual({ a: { documents: null }, b: { documents: { totalCount: 1 } } });

    const { updateAccount } = await graph.ask(
      ann,
      'mutation ($input: UpdateAccountInput!) { updateAccount(input: $input) { account { status problem { code } owner { displayName } } } }',
      { input: { accountId, ownerId: ann.userId } },
    );
    expect(updateAccount.account).toEqual({ status: 'ACTIVE', problem: null, owner: { displayName: 'Ann' } });
    await until(
      'Ann finds what she has taken over',
      () => finds(ann, 'wallaby'),
      (paths) => paths.join() === 'all.md,own.md',
    );
    const { disconnectAccount } = await graph.ask(
      ann,
      'mutation ($id: ID!) { disconnectAccount(input: { accountId: $id }) { disconnectedAccountId } }',
      { id: accountId },
    );
    expect(disconnectAccount).toEqual({ disconnectedAccountId: accountId });
  });
});

describe('an ended session', () => {
  it('closes its own sockets and no other of the person, and its token is refused', async () => {
    const cleo = await join(graph, ann, 'Cleo', 'ADMIN');
    const other = await signIn(graph, 'Cleo');
    const [mine, others] = [await openSocket(served, cleo.bearer, everySync), await openSocket(served, other.bearer, everySync)];
    const { endSession } = await graph.ask(other, 'mutation { endSession(input: { allOthers: true }) { endedSessionIds } }');
    expect(endSession.endedSessionIds).toHaveLength(1);
    expect(await mine.closed).toBe(4401);
    expect(others.isOpen()).toBe(true);
    expect(await codeOf(cleo)).toBe('UNAUTHENTICATED');
    expect(await codeOf(other)).toBe('let in');
    await graph.ask(other, 'mutation { signOut { endedSessionId } }');
    expect(await others.closed).toBe(4401);
  });
});

describe('a revoked key', () => {
  it('closes its sockets and is refused', async () => {
    const key = await newKey(ann);
    const socket = await openSocket(served, key.bearer, everySync).catch((error: Error) => error);
    await graph.ask(ann, 'mutation ($id: ID!) { revokeApiKey(input: { apiKeyId: $id }) { apiKey { revokedAt } } }', { id: key.id });
    expect(await codeOf(key)).toBe('UNAUTHENTICATED');
    if (socket instanceof Error) throw socket;
    expect(await socket.closed).toBe(4401);
  });
});

describe('a removed source', () => {
  it('is gone from every path, and what it left is collected', async () => {
    const accountId = await connectFolders(graph, ann);
    const kept = await addFolder(graph, ann, await graph.write('kept', { 'stays.md': 'ocelot stays' }), { accountId });
    const added = await addFolder(graph, ann, await graph.write('gone', { 'goes.md': 'ocelot goes', 'too.md': 'ocelot goes too' }), {
      accountId,
    });
    const { source } = await graph.ask(ann, 'query ($id: ID!) { source(id: $id) { documents { nodes { id } } } }', { id: added.sourceId });
    const documentId = source.documents.nodes[0].id as string;
    expect(await finds(ann, 'ocelot')).toEqual(['goes.md', 'stays.md', 'too.md']);
    const countOf = async (): Promise<number> =>
      (await graph.ask(ann, '{ organization { searchIndex { documentCount } } }')).organization.searchIndex.documentCount as number;
    const before = await countOf();

    await graph.ask(ann, 'mutation ($id: ID!) { removeSource(input: { sourceId: $id }) { removedSourceId } }', { id: added.sourceId });

    expect(
      await graph.ask(
        ann,
        `query ($source: ID!, $run: ID!, $document: ID!) {
          source(id: $source) { id } syncRun(id: $run) { id } document(id: $document) { id } nodes(ids: [$source, $run, $document]) { id }
          organization { documents(filter: { sourceId: $source }) { totalCount } }
        }`,
        { source: added.sourceId, run: added.syncRunId, document: documentId },
      ),
    ).toEqual({ source: null, syncRun: null, document: null, nodes: [null, null, null], organization: { documents: { totalCount: 0 } } });
    await until(
      'Search forgets',
      () => finds(ann, 'ocelot'),
      (paths) => paths.join() === 'stays.md',
      5_000,
    );
    await until('The index forgets', countOf, (count) => count === before - 2);
    const { search } = await graph.ask(ann, '{ search(query: "ocelot") { totalEstimate freshness { source { id } } } }');
    expect(search.freshness.map((each: { source: { id: string } | null }) => each.source?.id)).not.toContain(added.sourceId);
    expect(search.freshness.map((each: { source: { id: string } | null }) => each.source?.id)).toContain(kept.sourceId);
    await until(
      'Its bytes are collected',
      () => graph.connectors.collectOrphans(0),
      (count) => count > 0,
      10_000,
    );
    expect(await finds(ann, 'ocelot')).toEqual(['stays.md']);
    await graph.ask(ann, 'mutation ($id: ID!) { disconnectAccount(input: { accountId: $id }) { disconnectedAccountId } }', {
      id: accountId,
    });
  });
});

describe('a disconnected account', () => {
  it('takes the documents of all its sources with it', async () => {
    const accountId = await connectFolders(graph, ann);
    for (const name of ['one', 'two'])
      await addFolder(graph, ann, await graph.write(`quokka-${name}`, { [`${name}.md`]: `quokka ${name}` }), { accountId });
    expect(await finds(ann, 'quokka')).toEqual(['one.md', 'two.md']);
    await graph.ask(ann, 'mutation ($id: ID!) { disconnectAccount(input: { accountId: $id }) { disconnectedAccountId } }', {
      id: accountId,
    });
    const { connectedAccount, organization } = await graph.ask(
      ann,
      'query ($id: ID!) { connectedAccount(id: $id) { id } organization { sources { nodes { path } } documents(filter: { query: "one" }) { totalCount } } }',
      { id: accountId },
    );
    expect(connectedAccount).toBeNull();
    expect(organization.sources.nodes.filter(({ path }: { path: string }) => path.includes('quokka'))).toEqual([]);
    expect(organization.documents.totalCount).toBe(0);
    await until(
      'Search forgets',
      () => finds(ann, 'quokka'),
      (paths) => paths.length === 0,
      5_000,
    );
  });

  it('leaves them, and reads no more, when they are to be kept', async () => {
    const accountId = await connectFolders(graph, ann);
    const { sourceId } = await addFolder(graph, ann, await graph.write('numbat', { 'kept.md': 'numbat kept' }), { accountId });
    await graph.ask(
      ann,
      'mutation ($id: ID!) { disconnectAccount(input: { accountId: $id, keepDocuments: true }) { disconnectedAccountId } }',
      { id: accountId },
    );
    const { connectedAccount } = await graph.ask(ann, 'query ($id: ID!) { connectedAccount(id: $id) { status problem { code } } }', {
      id: accountId,
    });
    expect(connectedAccount.problem).toEqual({ code: 'DISCONNECTED' });
    expect(await finds(ann, 'numbat')).toEqual(['kept.md']);
    const { data, codes } = await graph.run(ann, 'mutation ($id: ID!) { startSync(input: { sourceId: $id }) { __typename } }', {
      id: sourceId,
    });
    expect(data.startSync?.__typename ?? codes[0]).toMatch(/ReauthorizationRequired|CONFLICT/);
  });
});

it('and none of it was a fault', () => {
  expect(graph.masked).toEqual([]);
});
