import { mkdtemp, mkdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createFolderBlobs } from '@conhub/blobs';
import {
  type Cursor,
  type Engines,
  type EventReader,
  type StoredEvent,
  createLocalBroadcast,
  openSubgraphDatabase,
  origin,
} from '@conhub/events';
import { type PlanLimits, type Viewer, freePlan, newId } from '@conhub/subgraph-kit';
import { type Database, type DatabaseConnection, openDatabase } from '@conhub/subgraph-kit/database';
import { createLog, silentLog } from '@conhub/subgraph-kit/log';
import { cloneDatabase, requestInfo, userViewer } from '@conhub/testkit';
import { type ExecutionResult, execute, parse, subscribe } from 'graphql';
import { type Connectors, type ConnectorsEnv, type ConnectorsOptions, createConnectors } from '@conhub/connectors';
import { Member } from '../src/access/access-set.entity.ts';
import { definition } from '../src/mikro-orm.config.ts';

/** The log of another subgraph, as far as connectors read it. */
export interface OtherLog extends EventReader {
  say(type: string, organizationId: string, payload: unknown): void;
}

function otherLog(producer: string): OtherLog {
  const events: StoredEvent[] = [];
  const listeners = new Set<() => void>();
  const isAfter = (event: StoredEvent, cursor: Cursor): boolean => BigInt(event.position) > BigInt(cursor.position);
  return {
    producer,
    read: async ({ lane, after, limit, types }) =>
      events.filter((e) => e.lane === lane && isAfter(e, after) && (types === undefined || types.includes(e.type))).slice(0, limit),
    isBehind: async ({ lane, after }) => events.some((e) => e.lane === lane && isAfter(e, after)),
    onWake(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    say(type, organizationId, payload) {
      const position = String(events.length + 1);
      events.push({
        ...origin,
        xid: '3',
        position,
        id: newId('evt'),
        type,
        schemaVersion: 1,
        lane: producer === 'search' ? 'content' : 'access',
        organizationId,
        aggregateType: 'x',
        aggregateId: position,
        aggregateVersion: 1,
        subjectType: null,
        subjectId: null,
        occurredAt: new Date(),
        actor: { kind: 'anonymous' },
        outcome: 'SUCCESS',
        ipAddress: null,
        userAgent: null,
        requestId: null,
        cause: null,
        trace: null,
        payload,
      });
      for (const listener of listeners) listener();
    },
  };
}

export interface World {
  readonly connectors: Connectors;
  readonly connection: DatabaseConnection;
  readonly folder: string;
  readonly users: OtherLog;
  readonly search: OtherLog;
  /** Another process on the same data: the first must have been stopped, or is thought dead. */
  again(over?: { env?: ConnectorsEnv; options?: Partial<ConnectorsOptions> }): Promise<World>;
  run<T = Record<string, unknown>>(viewer: Viewer, source: string, variables?: Record<string, unknown>): Promise<Answer<T>>;
  watch(viewer: Viewer, source: string, variables?: Record<string, unknown>): Promise<AsyncGenerator<ExecutionResult>>;
  events(type?: string): Promise<StoredEvent[]>;
  /** Whom connectors think a member. */
  memberIds(organizationId: string): Promise<string[]>;
  rows(table: string): Promise<number>;
  sql(statement: string): Promise<void>;
  write(path: string, text: string | Uint8Array): Promise<void>;
  close(): Promise<void>;
}

export interface Answer<T> {
  readonly data: T;
  readonly errors: readonly { readonly message: string; readonly code: unknown }[];
}

export interface WorldOptions {
  readonly env?: ConnectorsEnv;
  readonly options?: Partial<ConnectorsOptions>;
  readonly limits?: Partial<PlanLimits>;
  readonly isStarted?: boolean;
}

export async function createWorld({ env = {}, options = {}, limits = {}, isStarted = true }: WorldOptions = {}): Promise<World> {
  const connection = await cloneDatabase('connectors', async (template) => {
    const opened = await openSubgraphDatabase({ ...definition, connection: template });
    await opened.database.close();
  });
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'conhub-connectors-')));
  await mkdir(join(folder, 'files'));
  return open({ connection, folder, env, options, limits, isStarted, users: otherLog('users'), search: otherLog('search') });
}

interface Given extends Required<WorldOptions> {
  readonly connection: DatabaseConnection;
  readonly folder: string;
  readonly users: OtherLog;
  readonly search: OtherLog;
}

async function open(given: Given): Promise<World> {
  const { connection, folder, users, search } = given;
  const engines: Engines = {
    connection,
    broadcast: createLocalBroadcast(),
    log: process.env['CONHUB_LOG_LEVEL'] === undefined ? silentLog() : createLog('debug', false),
    limits: { ...freePlan, ...given.limits },
    facts: (producer) => (producer === 'search' ? search : users),
  };
  const blobs = createFolderBlobs(join(folder, 'blobs'));
  const connectors = await createConnectors({ folderRoots: [join(folder, 'files')], watchDelayMs: 20, ...given.env }, engines, {
    blobs,
    ...given.options,
  });
  if (given.isStarted) await connectors.start();
  async function asSystem<T>(work: (em: ReturnType<Database['system']>) => Promise<T>): Promise<T> {
    const database = await openDatabase({ ...definition, connection });
    try {
      return await work(database.system());
    } finally {
      await database.close();
    }
  }
  const rows = (table: string): Promise<number> =>
    asSystem(async (em) => Number((await em.execute<{ count: string }[]>(`select count(*) from connectors.${table}`))[0]?.count));
  return {
    connectors,
    connection,
    folder: join(folder, 'files'),
    users,
    search,
    again: ({ env, options } = {}) => open({ ...given, isStarted: true, env: env ?? given.env, options: options ?? given.options }),
    async run(viewer: Viewer, source: string, variables = {}) {
      const contextValue = connectors.createContext({ viewer, request: requestInfo() });
      const { data, errors } = (await execute({
        schema: connectors.schema,
        document: parse(source),
        contextValue,
        variableValues: variables,
      })) as ExecutionResult;
      return {
        data: JSON.parse(JSON.stringify(data ?? null)) as never,
        errors: (errors ?? []).map((error) => ({
          message: error.message,
          code: (error.originalError as { code?: unknown } | undefined)?.code ?? error.stack,
        })),
      };
    },
    async watch(viewer, source, variables = {}) {
      const contextValue = connectors.createContext({ viewer, request: requestInfo() });
      const result = await subscribe({ schema: connectors.schema, document: parse(source), contextValue, variableValues: variables });
      if (!(Symbol.asyncIterator in result))
        throw Object.assign(new Error(result.errors?.[0]?.message), {
          code: (result.errors?.[0]?.originalError as { code?: string } | undefined)?.code,
        });
      return result as AsyncGenerator<ExecutionResult>;
    },
    async events(type) {
      // A log shows an event once every older transaction of the whole cluster has ended, of other tests' databases too: all that is there
      // now is waited for.
      const there = await rows('events');
      let found: StoredEvent[] = [];
      await until(async () => {
        const lanes = await Promise.all(
          (['access', 'content'] as const).map((lane) => connectors.reader.read({ lane, after: origin, limit: 10_000 })),
        );
        found = lanes.flat();
        return found.length >= there;
      }, 'the log shows all that was said');
      return found.filter((event) => type === undefined || event.type === type).toSorted((a, b) => Number(a.position) - Number(b.position));
    },
    memberIds: (organizationId) => asSystem(async (em) => (await em.find(Member, { organizationId })).map(({ userId }) => userId)),
    rows,
    sql: (statement) => asSystem(async (em) => void (await em.execute(statement))),
    async write(path, text) {
      await mkdir(dirname(join(folder, 'files', path)), { recursive: true });
      await writeFile(join(folder, 'files', path), text);
    },
    async close() {
      await connectors.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** People of one organization. */
export function team(roles: readonly ('OWNER' | 'ADMIN' | 'MEMBER' | 'VIEWER')[] = ['OWNER', 'ADMIN', 'MEMBER', 'VIEWER']) {
  const organizationId = newId('org');
  return roles.map((role) => userViewer({ organizationId }, role));
}

/** Waits until `ask` answers something else than null or false. */
export async function until<T>(ask: () => Promise<T | null | false>, what: string, timeoutMs = 15_000): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== false) return answer;
    if (Date.now() > end) throw new Error(`It never came to be that ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
