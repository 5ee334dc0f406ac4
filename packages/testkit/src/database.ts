import { createHash, randomUUID } from 'node:crypto';
import type { DatabaseConnection } from '@conhub/subgraph-kit/database';
import { Client } from 'pg';
import { inject } from 'vitest';

/**
 * A database of a test's own, cloned from a migrated template: some 30 ms instead of a boot.
 * The template is made once a run, by whichever worker comes first.
 *
 * @param key says which set of migrations it holds: the subgraphs' names, say
 * @param server another cluster than the run's: for a test that holds a transaction open, which would hold back all readers of event logs
 */
export async function cloneDatabase(
  key: string,
  migrateTemplate: (connection: DatabaseConnection) => Promise<void>,
  server: Omit<DatabaseConnection, 'database'> = inject('postgres'),
): Promise<DatabaseConnection> {
  const template = `template_${createHash('sha256').update(key).digest('hex').slice(0, 12)}`;
  const admin = new Client({ ...server, database: 'postgres' });
  await admin.connect();
  try {
    await admin.query('select pg_advisory_lock(hashtext($1))', [template]);
    const { rowCount } = await admin.query('select from pg_database where datname = $1 and datistemplate', [template]);
    if (rowCount === 0) {
      await admin.query(`drop database if exists ${template} with (force)`);
      await admin.query(`create database ${template}`);
      await migrateTemplate({ ...server, database: template });
      await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [template]);
      await admin.query(`alter database ${template} is_template true`);
    }
    const database = `test_${randomUUID().replaceAll('-', '')}`;
    await admin.query(`create database ${database} template ${template} strategy file_copy`);
    // Settings of roles belong to one database and are not cloned with it.
    const settings = await admin.query<{ role: string; setting: string[] }>(
      `select pg_get_userbyid(setrole) as role, setconfig as setting from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase where d.datname = $1`,
      [template],
    );
    for (const { role, setting } of settings.rows) {
      for (const pair of setting) {
        const [name, ...value] = pair.split('=');
        await admin.query(`alter role ${role} in database ${database} set ${name} = '${value.join('=').replaceAll("'", "''")}'`);
      }
    }
    return { ...server, database };
  } finally {
    await admin.query('select pg_advisory_unlock(hashtext($1))', [template]);
    await admin.end();
  }
}
