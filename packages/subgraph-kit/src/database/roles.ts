import type { Client } from 'pg';

/** Three login roles per subgraph: the owner migrates, the app serves viewers under row-level security, the system runs consumers, identify and jobs. */
export const roleOf = (subgraph: string, kind: 'owner' | 'app' | 'system'): string => `conhub_${subgraph}_${kind}`;

/**
 * The statements that make a subgraph's roles and schema, each safe to run again. With a foreign database an administrator runs them once.
 * No application transaction may stay open: it would hold back every reader of every event log in the cluster.
 */
export function roleStatements(subgraph: string, database: string): readonly string[] {
  const [owner, app, system] = [roleOf(subgraph, 'owner'), roleOf(subgraph, 'app'), roleOf(subgraph, 'system')];
  const create = (role: string): string =>
    `do $$ begin if not exists (select from pg_roles where rolname = '${role}') then create role ${role} login nosuperuser nocreatedb nocreaterole nobypassrls; end if; end $$`;
  return [
    create(owner),
    create(app),
    create(system),
    `create schema if not exists ${subgraph} authorization ${owner}`,
    `create schema if not exists ${subgraph}_jobs authorization ${system}`,
    `grant usage on schema ${subgraph} to ${app}, ${system}`,
    `alter default privileges for role ${owner} in schema ${subgraph} grant select, insert, update, delete on tables to ${app}, ${system}`,
    `alter default privileges for role ${owner} in schema ${subgraph} grant usage, select on sequences to ${app}, ${system}`,
    `alter role ${owner} in database ${database} set search_path = ${subgraph}`,
    ...[app, system].flatMap((role) => [
      `alter role ${role} in database ${database} set search_path = ${subgraph}`,
      `alter role ${role} in database ${database} set transaction_timeout = '5s'`,
      `alter role ${role} in database ${database} set idle_in_transaction_session_timeout = '5s'`,
    ]),
  ];
}

/** Makes the roles and schemas under a lock, since several processes may start at once and roles belong to the whole cluster. */
export async function ensureRoles(admin: Client, subgraph: string, database: string): Promise<void> {
  await admin.query('select pg_advisory_lock(726701)');
  try {
    for (const statement of roleStatements(subgraph, database)) await admin.query(statement);
  } finally {
    await admin.query('select pg_advisory_unlock(726701)');
  }
}
