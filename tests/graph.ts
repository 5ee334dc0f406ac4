import { chmod, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Embedder, createEmbedder, createEmbedding, readEmbeddingEnv } from '@conhub/embedding';
import type { EngineReport } from '@conhub/router';
import { type Graph, composeGraph } from '@conhub/standalone';
import { type RequestInfo, type Viewer, anonymous } from '@conhub/subgraph-kit';
import type { DatabaseConnection } from '@conhub/subgraph-kit/database';
import { type Log, silentLog } from '@conhub/subgraph-kit/log';
import { cloneDatabase, requestInfo } from '@conhub/testkit';
import { generateSigningKey } from '@conhub/users';
import type { ExecutionResult } from 'graphql';

/** What an operation answers is what the test says it is. */
// oxlint-disable-next-line typescript/no-explicit-any -- see above
export type Data = any;

export interface Answer {
  readonly data: Data;
  readonly codes: readonly string[];
  readonly errors: NonNullable<ExecutionResult['errors']>;
}

/** Whoever asks, and in which organization; the person's default unless said otherwise. */
export interface Asker {
  readonly bearer: string | null;
  readonly organization?: string | null;
}

export const nobody: Asker = { bearer: null };

export interface TestGraph extends Graph {
  /** Files of the tests lie under it; it is a root for folder sources. */
  readonly folder: string;
  readonly connection: DatabaseConnection;
  /** Requests that the engine sent to subgraphs, by request id. */
  readonly fetches: Map<string, readonly string[]>;
  /** Masked failures: each is a fault of ConHub. */
  readonly masked: { readonly subgraph: string | null; readonly error: unknown }[];
  viewer(who: Asker): Promise<Viewer>;
  run(who: Asker, operation: string, variables?: object, request?: Partial<RequestInfo>): Promise<Answer>;
  /** As `run`, and fails the test where there are errors. */
  ask(who: Asker, operation: string, variables?: object): Promise<Data>;
  watch(who: Asker, operation: string, variables?: object): Promise<AsyncGenerator<ExecutionResult>>;
  /** Makes a folder under `folder` with these files; answers its real path. */
  write(name: string, files: Readonly<Record<string, string>>): Promise<string>;
}

const publicUrl = new URL('http://127.0.0.1:4000/');

/** Loading the model takes its time: one for all graphs of a worker. It lets nobody stop it. */
let sharedEmbedder: Embedder | null = null;

function embedderOfWorker(): Embedder {
  if (sharedEmbedder === null) {
    const embedder = createEmbedder({ ...readEmbeddingEnv({}), documentWorkers: 1, threadsPerWorker: 1 });
    sharedEmbedder = { ...embedder, stop: async () => {} };
  }
  return sharedEmbedder;
}

export interface TestGraphOptions {
  /** With other models than the shipped one; who made it stops it. */
  readonly embedder?: Embedder;
  readonly limits?: Readonly<Record<string, number | null>>;
  readonly report?: EngineReport;
  readonly log?: Log;
}

/** Router and all subgraphs as a standalone ConHub composes them, without ports, on a database and a folder of their own. */
export async function startGraph({ limits = {}, report = {}, log = silentLog(), embedder }: TestGraphOptions = {}): Promise<TestGraph> {
  const place = await realpath(await mkdtemp(join(tmpdir(), 'conhub-graph-')));
  await chmod(place, 0o711);
  const folder = join(place, 'files');
  const fetches = new Map<string, readonly string[]>();
  const masked: { subgraph: string | null; error: unknown }[] = [];
  const options = async (connection: DatabaseConnection) => ({
    connection,
    folders: { blobs: join(place, 'blobs'), index: join(place, 'index'), mail: join(place, 'mail') },
    publicUrl,
    signingKeys: [generateSigningKey()],
    operatorToken: 'operator-token-of-this-test-0123456789',
    registration: 'open' as const,
    limits,
    connectors: { folderRoots: [folder], ownFolders: [join(place, 'blobs'), join(place, 'index')], watchDelayMs: 50 },
    embedding: await createEmbedding(readEmbeddingEnv({}), {
      embedder: embedder === undefined ? embedderOfWorker() : { ...embedder, stop: async () => {} },
    }),
    log,
    report: {
      ...report,
      fetched(event: Parameters<NonNullable<EngineReport['fetched']>>[0]) {
        fetches.set(event.request.id, [...(fetches.get(event.request.id) ?? []), ...event.subgraphs]);
        report.fetched?.(event);
      },
      failed: ({ subgraph, error }: Parameters<NonNullable<EngineReport['failed']>>[0]) => void masked.push({ subgraph, error }),
    },
  });
  await mkdir(folder);
  const connection = await cloneDatabase('conhub', async (template) => {
    const graph = await composeGraph(await options(template));
    await graph.stop();
  });
  const graph = await composeGraph(await options(connection));
  await graph.start();

  const viewer = async (
    { bearer, organization = null }: Asker & { organization?: string | null },
    request = requestInfo(),
  ): Promise<Viewer> => (bearer === null ? anonymous : graph.users.identify({ bearer, sessionCookie: null, organization }, request));

  async function run(who: Asker, operation: string, variables: object = {}, over: Partial<RequestInfo> = {}): Promise<Answer> {
    const request = requestInfo({ ipAddress: nextAddress(), ...over });
    const result = (await graph.engine.execute(
      { query: operation, variables: variables as Record<string, unknown> },
      { viewer: await viewer(who, request), request, transport: 'LOCAL' },
    )) as ExecutionResult;
    const errors = result.errors ?? [];
    // As a client gets it: what is not JSON would not arrive.
    const data = JSON.parse(JSON.stringify(result.data ?? null)) as Data;
    return { data, errors, codes: errors.map(({ extensions }) => String(extensions['code'])) };
  }

  return {
    ...graph,
    folder,
    connection,
    fetches,
    masked,
    viewer: (who) => viewer(who),
    run,
    async ask(who, operation, variables) {
      const { data, errors } = await run(who, operation, variables);
      if (errors.length > 0)
        throw new Error(
          errors.map(({ message, path, extensions }) => `${String(extensions['code'])} ${message} at ${path?.join('.')}`).join('\n'),
        );
      return data;
    },
    async watch(who, operation, variables = {}) {
      const request = requestInfo({ ipAddress: nextAddress() });
      const result = await graph.engine.execute(
        { query: operation, variables: variables as Record<string, unknown> },
        { viewer: await viewer(who, request), request, transport: 'LOCAL' },
      );
      if (!(Symbol.asyncIterator in result)) throw new Error(`The subscription was refused: ${JSON.stringify(result)}`);
      return result as AsyncGenerator<ExecutionResult>;
    },
    async write(name, files) {
      const path = join(folder, name);
      await mkdir(path, { recursive: true });
      for (const [file, content] of Object.entries(files)) {
        await mkdir(dirname(join(path, file)), { recursive: true });
        await writeFile(join(path, file), content);
      }
      return path;
    },
    async stop() {
      await graph.stop();
      await rm(place, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Each request comes from an address of its own, so that limits on addresses are met only where they are meant. */
let addresses = 0;
function nextAddress(): string {
  addresses += 1;
  return `10.${(addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses & 255}`;
}

/** Asks again until the answer is as it should be. @throws Error with the last answer when the time is over */
export async function until<Value>(
  what: string,
  look: () => Promise<Value>,
  isDone: (value: Value) => boolean,
  timeoutMs = 20_000,
): Promise<Value> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const value = await look();
    if (isDone(value)) return value;
    if (Date.now() > deadline) throw new Error(`${what} did not happen in ${timeoutMs} ms: ${JSON.stringify(value)}`);
    await sleep(25);
  }
}

/** The first result that fits; what comes before it is passed over. Ends the subscription. */
export async function firstOf(
  events: AsyncGenerator<ExecutionResult>,
  fits: (result: ExecutionResult) => boolean,
): Promise<ExecutionResult> {
  for await (const result of events) if (fits(result)) return result;
  throw new Error('The subscription ended before');
}
