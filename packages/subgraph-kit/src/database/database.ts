import { setTimeout as sleep } from 'node:timers/promises';
import type { EntityManager, EntitySchema, MigrationObject } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import { MikroORM, type Options, type SqlEntityManager } from '@mikro-orm/postgresql';
import { Client } from 'pg';
import { uuidOf } from '../ids.ts';
import { type Viewer, organizationOf, personOf } from '../identity/viewer.ts';
import { ensureRoles, roleOf } from './roles.ts';

/** A PostgreSQL database, reached as its administrator by socket or network. */
export interface DatabaseConnection {
  /** A host name, or the folder of a unix socket. */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password?: string;
}

export type EntityClasses = NonNullable<Options['entities']>;

export interface DatabaseOptions {
  readonly subgraph: string;
  readonly connection: DatabaseConnection;
  readonly entities: EntityClasses;
  readonly migrations: readonly MigrationObject[];
  /** Connections of each of the two pools (app, system). */
  readonly poolSize?: number;
  /** Called after each commit that wrote something: wakes the readers of the event log. */
  readonly onCommit?: () => void;
}

/** A subgraph's PostgreSQL schema, under its own login roles. */
export interface Database {
  /** For one request: app role, row-level security and the `organization` filter set from the viewer. */
  fork(viewer: Viewer): SqlEntityManager;
  /** For consumers, identify and jobs: the system role, no filter. Every query names its organization itself. */
  system(): SqlEntityManager;
  readonly connection: DatabaseConnection;
  close(): Promise<void>;
}

/** What both pools and the migrator share. The driver leaks a pool slot unless a client that timed out is destroyed: pg does so on `query_timeout`. */
export function ormOptions(options: DatabaseOptions, role: 'owner' | 'app' | 'system'): Options {
  const { subgraph, connection, entities, migrations, poolSize = 8 } = options;
  return {
    entities: entities as (typeof EntitySchema)[],
    schema: subgraph,
    dbName: connection.database,
    host: connection.host,
    port: connection.port,
    user: roleOf(subgraph, role),
    ...(connection.password === undefined ? {} : { password: connection.password }),
    ensureDatabase: false,
    extensions: [Migrator],
    migrations: { tableName: 'migrations', schema: subgraph, snapshot: false, migrationsList: [...migrations] } as NonNullable<
      Options['migrations']
    >,
    pool: { min: 0, max: role === 'owner' ? 2 : poolSize, idleTimeoutMillis: 30_000 },
    driverOptions: {
      application_name: `conhub-${subgraph}-${role}`,
      connectionTimeoutMillis: 3_000,
      ...(role === 'owner' ? {} : { query_timeout: 10_000 }),
    },
    forceUtcTimezone: true,
    serialization: { forcePopulate: false },
    subscribers: options.onCommit === undefined ? [] : [{ afterTransactionCommit: async () => options.onCommit?.() }],
    discovery: { warnWhenNoEntities: false },
    logger: () => {},
  } as Options;
}

/** Makes roles and schema and brings the tables up to date, under a lock: several processes may start at once. */
export async function migrate(options: DatabaseOptions): Promise<void> {
  const { connection, subgraph } = options;
  const admin = new Client({ ...connection, application_name: `conhub-${subgraph}-migrate` });
  admin.on('error', () => {});
  await admin.connect();
  try {
    await ensureRoles(admin, subgraph, connection.database);
    await admin.query('select pg_advisory_lock(726702, hashtext($1))', [subgraph]);
    const orm = await MikroORM.init(ormOptions(options, 'owner'));
    try {
      await orm.migrator.up();
    } finally {
      await orm.close();
    }
  } finally {
    await admin.end();
  }
}

/**
 * Closing is not waited for longer than this. A connection that opens in the very moment of closing (another subgraph reads this one's log)
 * is lost by kysely 0.29: it looks for its pool after waiting for the connection, and the pool then waits for the lost client for ever.
 */
const closeMs = 2_000;

/** Opens a migrated database. Connections are made on first use. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const app = await MikroORM.init(ormOptions(options, 'app'));
  const system = await MikroORM.init(ormOptions(options, 'system'));
  return {
    connection: options.connection,
    fork: (viewer) => {
      const em = app.em.fork() as SqlEntityManager;
      bind(em, viewer);
      return em;
    },
    system() {
      const em = system.em.fork() as SqlEntityManager;
      // The filter's parameters are there and empty: it lets everything through. Left out, the ORM refuses to run it.
      em.setFilterParams('organization', {});
      return em;
    },
    async close() {
      const closed = Promise.all([app.close(), system.close()]);
      await Promise.race([closed, sleep(closeMs, undefined, { ref: false })]);
    },
  };
}

/** Sets what the policies and the `organization` filter read. A viewer without an organization sees no tenant's rows. */
export function bind(em: EntityManager, viewer: Viewer): void {
  const organizationId = organizationOf(viewer);
  const person = personOf(viewer);
  em.setFilterParams('organization', { organizationId });
  em.setSessionContext({
    variables: {
      'app.organization': organizationId === null ? '' : uuidOf(organizationId),
      'app.person': person === null ? '' : uuidOf(person),
    },
  });
}

/**
 * The filter every entity of tenant data carries: `filters: { organization: organizationFilter }`. It is on by default and has no
 * value but the viewer's, so that a query cannot forget it.
 */
export const organizationFilter = {
  name: 'organization',
  default: true,
  cond: (params: { organizationId?: string | null }) => {
    if (params.organizationId === undefined) return {};
    // No row has the nil organization: a viewer without one sees nothing.
    return { organizationId: params.organizationId ?? 'org_00000000000000000000000000' };
  },
};
