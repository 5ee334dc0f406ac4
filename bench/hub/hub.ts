import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, type Hub, type Printer, addFolder, createClient, findHub, followSync, operations } from '@conhub/cli';
import { type HubProcess, startHubProcess } from './hub-process.ts';

const { CreateApiKeyDocument, SourcesDocument, StartSyncDocument, StatusDocument, TypedDocumentString } = operations;

export interface MeasuredHub {
  readonly process: HubProcess;
  /** With an API key: a session may ask 20 times a second, which a measurement exceeds. */
  readonly client: Client;
  readonly operator: Hub;
}

export interface SearchableSource {
  readonly sourceId: string;
  /** Of all runs since what is compared with: a watched source begins some by itself. */
  readonly fetched: number;
  readonly moved: number;
  readonly newestRunId: string;
  /** From the request to add or sync it until all of it could be found. */
  readonly elapsedMs: number;
}

const modelTimeoutMs = 60_000;
/** Without any progress. */
const searchableTimeoutMs = 120_000;

/** Starts ConHub, completes its set-up, waits for the model, does the work, and ends it whatever happens. */
export async function withHub<T>(work: (hub: MeasuredHub) => Promise<T>): Promise<T> {
  const process = await startHubProcess();
  try {
    return await work(await setUp(process));
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\nConHub said last:\n${process.said()}`, { cause: error });
  } finally {
    await process.stop();
  }
}

/** Completes the set-up of a new ConHub, waits for its model, and makes the API key that measurements ask with. */
export async function setUp(process: HubProcess): Promise<MeasuredHub & { readonly apiKey: string }> {
  const operator = operatorOf(process);
  await operator.anonymous.post('/operator/setup', { token: operator.operatorToken });
  await modelLoaded(operator.client);
  const { createApiKey } = await operator.client.execute(CreateApiKeyDocument, {
    input: {
      name: 'bench',
      scopes: ['embedding:run', 'search:read', 'documents:read', 'members:manage', 'operations:read', 'sources:manage', 'documents:write'],
    },
  });
  if (!createApiKey) throw new Error('ConHub made no API key');
  const client = createClient({ url: operator.client.url, token: async () => createApiKey.secret, organization: null });
  return { process, operator, client, apiKey: createApiKey.secret };
}

/** The operator's way into a running ConHub. */
export function operatorOf({ dataFolder }: HubProcess, organization: string | null = null): Hub {
  const settings = {
    url: null,
    dataFolder,
    apiKey: null,
    organization,
    configFolder: join(dataFolder, 'no-sessions'),
    hasColour: false,
  };
  return findHub({ data: dataFolder }, settings, () => {});
}

export async function modelLoaded(client: Client): Promise<void> {
  for (const deadline = Date.now() + modelTimeoutMs; Date.now() < deadline; await sleep(50)) {
    const { embeddingModels } = await client.execute(StatusDocument, {});
    if (embeddingModels?.some(({ isLoaded }) => isLoaded)) return;
  }
  throw new Error('ConHub did not load its model in time');
}

/** Adds a folder and waits until all of it can be found. */
export async function addSearchable(hub: MeasuredHub, folder: string): Promise<SearchableSource> {
  const startedMs = performance.now();
  const { sourceId, runId } = await addFolder(hub.operator, folder);
  return untilSearchable(hub, { sourceId, runId, since: '', startedMs });
}

/** Syncs a source again and waits until all of it can be found. */
export async function syncAgain(hub: MeasuredHub, { sourceId, newestRunId }: SearchableSource): Promise<SearchableSource> {
  const startedMs = performance.now();
  const { startSync } = await hub.operator.client.execute(StartSyncDocument, { input: { sourceId } });
  if (startSync?.__typename !== 'StartSyncPayload') throw new Error(`The sync was refused: ${JSON.stringify(startSync)}`);
  return untilSearchable(hub, { sourceId, runId: startSync.syncRuns[0]?.id ?? null, since: newestRunId, startedMs });
}

interface Waiting {
  readonly sourceId: string;
  readonly runId: string | null;
  /** The newest run before. */
  readonly since: string;
  readonly startedMs: number;
}

async function untilSearchable({ operator }: MeasuredHub, { sourceId, runId, since, startedMs }: Waiting): Promise<SearchableSource> {
  const { client } = operator;
  await followSync(client, silent, sourceId, runId);
  let deadline = Date.now() + searchableTimeoutMs;
  let missing = Number.POSITIVE_INFINITY;
  for (;;) {
    const elapsedMs = performance.now() - startedMs;
    const { organization } = await client.execute(SourcesDocument, { first: 100 });
    const source = organization?.sources?.nodes.find(({ id }) => id === sourceId);
    if (source?.freshness?.status === 'COMPLETE' && source.currentSync === null) {
      return { sourceId, elapsedMs, ...(await runsAfter(client, sourceId, since)) };
    }
    const left = source?.freshness?.missingEstimate ?? Number.POSITIVE_INFINITY;
    if (left !== missing) deadline = Date.now() + searchableTimeoutMs;
    missing = left;
    if (Date.now() > deadline) throw new Error(`The source is not wholly searchable: ${JSON.stringify(source)}`);
    await sleep(50);
  }
}

interface Runs {
  readonly source: {
    readonly syncRuns: {
      readonly nodes: readonly { readonly id: string; readonly counts: { readonly moved: number; readonly fetched: number } }[];
    } | null;
  } | null;
}

const RunsDocument = new TypedDocumentString<Runs, { id: string }>(
  'query Runs($id: ID!) { source(id: $id) { syncRuns(first: 100) { nodes { id counts { moved fetched } } } } }',
);

async function runsAfter(
  client: Client,
  sourceId: string,
  since: string,
): Promise<Pick<SearchableSource, 'fetched' | 'moved' | 'newestRunId'>> {
  const { source } = await client.execute(RunsDocument, { id: sourceId });
  const runs = (source?.syncRuns?.nodes ?? []).filter(({ id }) => id > since);
  return {
    fetched: runs.reduce((sum, { counts }) => sum + counts.fetched, 0),
    moved: runs.reduce((sum, { counts }) => sum + counts.moved, 0),
    newestRunId:
      runs
        .map(({ id }) => id)
        .sort()
        .at(-1) ?? since,
  };
}

export async function indexedCounts({ client }: MeasuredHub): Promise<{ readonly documents: number; readonly chunks: number }> {
  const { organization } = await client.execute(StatusDocument, {});
  const index = organization?.searchIndex;
  if (!index) throw new Error('ConHub does not answer what its index holds');
  return { documents: index.documentCount, chunks: index.chunkCount };
}

/** Standard output is the report's. */
const plain = (text: string): string => text;
const silent: Printer = {
  isJson: true,
  isTerminal: false,
  line() {},
  json() {},
  note() {},
  bold: plain,
  dim: plain,
  green: plain,
  yellow: plain,
  red: plain,
};
