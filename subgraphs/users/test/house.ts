import { type Broadcast, type Engines, createLocalBroadcast } from '@conhub/events';
import { type Actor, type PlanLimits, type RequestInfo, type Viewer, anonymous, freePlan, idOf } from '@conhub/subgraph-kit';
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
  /** What the plan allows; a test may change its mind. */
  readonly limits: { -readonly [Key in keyof PlanLimits]: PlanLimits[Key] };
  readonly mails: Message[];
  readonly keys: readonly SigningKey[];
  passes(milliseconds: number): void;
  now(): Date;
  ask(operation: string, variables?: object, who?: Asking): Promise<Answer>;
  facts(type?: string): Promise<Fact[]>;
  sql<Row = Record<string, unknown>>(text: string, values?: unknown[]): Promise<Row[]>;
}

/** What of a fact's envelope tests look at. */
export interface Fact {
  readonly type: string;
  readonly organizationId: string | null;
  readonly outcome: string;
  readonly subjectId: string | null;
  readonly actor: Actor;
  readonly requestId: string;
  readonly payload: object;
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
  const { limits: planned, ...env } = over;
  const limits = { ...freePlan, ...planned };
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
    limits,
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
  const house: House = {
    users,
    connection,
    broadcast,
    limits,
    mails,
    keys: keys as readonly SigningKey[],
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
    // Straight from the table: a reader waits for every older transaction of the cluster, those of other tests too.
    async facts(type) {
      const rows = await house.sql<{
        type: string;
        organization_id: string | null;
        outcome: string;
        subject_id: string | null;
        actor: Actor;
        payload: object;
        request_id: string;
      }>('select type, organization_id, outcome, subject_id, actor, payload, request_id from users.events order by position');
      return rows
        .map((row) => ({
          type: row.type,
          organizationId: row.organization_id === null ? null : idOf('org', row.organization_id),
          outcome: row.outcome,
          subjectId: row.subject_id,
          actor: row.actor,
          requestId: row.request_id,
          payload: row.payload,
        }))
        .filter((fact) => type === undefined || fact.type === type);
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
  return house;
}
