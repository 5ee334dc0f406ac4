import { type Asker, type TestGraph, until } from './graph.ts';

export interface AddedSource {
  readonly sourceId: string;
  readonly accountId: string;
  readonly syncRunId: string;
}

/** The asker's account for folders. */
export async function connectFolders(graph: TestGraph, who: Asker): Promise<string> {
  const { connectAccount } = await graph.ask(
    who,
    'mutation { connectAccount(input: { providerKey: "folder", authMethod: NONE }) { __typename ... on ConnectAccountPayload { account { id } } ... on Failure { message } } }',
  );
  if (connectAccount.__typename !== 'ConnectAccountPayload') throw new Error(`Not connected: ${JSON.stringify(connectAccount)}`);
  return connectAccount.account.id as string;
}

/** Adds a folder as a source and waits until all of it can be found. */
export async function addFolder(
  graph: TestGraph,
  who: Asker,
  path: string,
  given: { accountId?: string; visibility?: string } = {},
): Promise<AddedSource> {
  const accountId = given.accountId ?? (await connectFolders(graph, who));
  const { addSource } = await graph.ask(
    who,
    'mutation ($input: AddSourceInput!) { addSource(input: $input) { __typename ... on AddSourcePayload { source { id } syncRun { id } } ... on Failure { message } } }',
    { input: { accountId, containerId: path, ...(given.visibility === undefined ? {} : { visibility: given.visibility }) } },
  );
  if (addSource.__typename !== 'AddSourcePayload') throw new Error(`Not added: ${JSON.stringify(addSource)}`);
  const added = { accountId, sourceId: addSource.source.id as string, syncRunId: addSource.syncRun.id as string };
  await searchable(graph, who, added.sourceId);
  return added;
}

/** Reads the source again and waits until all of it can be found. Answers the run's id. */
export async function syncAgain(graph: TestGraph, who: Asker, sourceId: string): Promise<string> {
  const { startSync } = await graph.ask(
    who,
    'mutation ($input: StartSyncInput!) { startSync(input: $input) { __typename ... on StartSyncPayload { wasAlreadyRunning syncRuns { id } } ... on Failure { message } } }',
    { input: { sourceId } },
  );
  const syncRunId = startSync.syncRuns[0].id as string;
  // The run that was under way may have passed what has changed since.
  if (startSync.wasAlreadyRunning === true) {
    await ended(graph, who, syncRunId);
    return syncAgain(graph, who, sourceId);
  }
  await ended(graph, who, syncRunId);
  await searchable(graph, who, sourceId);
  return syncRunId;
}

async function ended(graph: TestGraph, who: Asker, syncRunId: string): Promise<void> {
  const { status, problem } = await until(
    'The run',
    async () =>
      (await graph.ask(who, 'query ($id: ID!) { syncRun(id: $id) { status problem { code message } } }', { id: syncRunId })).syncRun,
    (run) => run !== null && ['SUCCEEDED', 'FAILED', 'CANCELLED'].includes(run.status as string),
    60_000,
  );
  if (status !== 'SUCCEEDED') throw new Error(`The run ended as ${status}: ${JSON.stringify(problem)}`);
}

/** Waits until no run is under way and search holds exactly what connectors hold. */
export async function searchable(graph: TestGraph, who: Asker, sourceId: string): Promise<void> {
  await until(
    'The source is searchable',
    async () =>
      (
        await graph.ask(
          who,
          'query ($id: ID!) { source(id: $id) { currentSync { id } lastSync { status problem { code message } } indexing { pending failed } freshness { status missingEstimate } checkpoint { documentCount } } }',
          { id: sourceId },
        )
      ).source,
    (source) => source.currentSync === null && source.lastSync !== null && source.freshness?.status === 'COMPLETE',
    60_000,
  );
}
