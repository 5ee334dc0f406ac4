import { type Broadcast, type Engines, type StoredEvent, createLocalBroadcast, origin } from '@conhub/events';
import { type PlanLimits, type RequestInfo, type Viewer, anonymous, freePlan } from '@conhub/subgraph-kit';
import { type DatabaseConnection, migrate } from '@conhub/subgraph-kit/database';
import { silentLog } from '@conhub/subgraph-kit/log';
import { cloneDatabase, requestInfo } from '@conhub/testkit';
import { type ExecutionResult, execute, parse, validate } from 'graphql';
import { Client } from 'pg';
import { onTestFinished } from 'vitest';
import { type Message, type SigningKey, type UsersEnv, type UsersSubgraph, createUsers, generateSigningKey } from '../src/index.ts';
import { definition } from '../src/mikro-orm.config.ts';

export const operatorToken = 'operator-token-of-this-test-0123456789';
export const publicUrl = 'http://localhost:4000';

/** A running subgraph on a database of its own, and a clock that can be moved. */
export interface House {
  readonly users: UsersSubgraph;
  readonly connection: DatabaseConnection;
  readonly broadcast: Broadcast;
  readonly mails: Message[];
  readonly keys: readonly SigningKey[];
  readonly logged: string[];
  passes(milliseconds: number): void;
  now(): Date;
  ask(operation: string, variables?: object, who?: Asking): Promise<Answer>;
  facts(type?: string): Promise<StoredEvent[]>;
  sql<Row = Record<string, unknown>>(text: string, values?: unknown[]): Promise<Row[]>;
}

export interface Asking {
  readonly viewer?: Viewer;
  readonly request?: Partial<RequestInfo>;
}

// oxlint-disable-next-line typescript/no-explicit-any -- what an operation answers is what the test says it is
type Data = any;
export interface Answer {
  readonly data: Data;
  readonly codes: readonly string[];
  readonly errors: ExecutionResult['errors'];
}

/** Each call comes from an address of its own unless the test says otherwise, so that limits on addresses are met only where they are meant. */
let addresses = 0;
export const nextAddress = (): string => {
  addresses += 1;
  return `10.${(addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses & 255}`;
};

export async function startHouse(over: Partial<UsersEnv> & { limits?: Partial<PlanLimits> } = {}): Promise<House> {
  const { limits, ...env } = over;
  const connection = await cloneDatabase('users', (template) => migrate({ ...definition, connection: template }));
  const broadcast = createLocalBroadcast();
  const mails: Message[] = [];
  const keys = env.signingKeys ?? [generateSigningKey()];
  let shiftMs = 0;
  const now = (): Date => new Date(Date.now() + shiftMs);
  const engines: Engines = {
    connection,
    broadcast,
    log: silentLog(),
    limits: { ...freePlan, ...limits },
    facts: () => {
      throw new Error('users hears nobody');
    },
  };
  const users = await createUsers(
    { publicUrl, signingKeys: keys, operatorToken, registration: 'closed', mail: async (message) => void mails.push(message), now, ...env },
    engines,
  );
  await users.start();
  onTestFinished(() => users.stop());
  return {
    users,
    connection,
    broadcast,
    mails,
    keys: keys as readonly SigningKey[],
    logged: [],
    passes: (milliseconds) => (shiftMs += milliseconds),
    now,
    async ask(operation, variables = {}, { viewer = anonymous, request = {} } = {}) {
      const document = parse(operation);
      const faults = validate(users.schema, document);
      if (faults.length > 0) throw new Error(faults.map((fault) => fault.message).join('\n'));
      const result = await execute({
        schema: users.schema,
        document,
        variableValues: variables as Record<string, unknown>,
        contextValue: users.createContext({ viewer, request: requestInfo({ ipAddress: nextAddress(), ...request }) }),
      });
      const errors = result.errors;
      return {
        data: result.data === undefined || result.data === null ? result.data : JSON.parse(JSON.stringify(result.data)),
        errors,
        codes: (errors ?? []).map((error) => (error.originalError as { code?: string } | undefined)?.code ?? error.message),
      };
    },
    async facts(type) {
      const events = await users.reader.read({ lane: 'access', after: origin, limit: 1_000 });
      return type === undefined ? events : events.filter((event) => event.type === type);
    },
    async sql(text, values = []) {
      const client = new Client(connection);
      await client.connect();
      try {
        return (await client.query(text, values)).rows as never;
      } finally {
        await client.end();
      }
    },
  };
}
