import { PgBoss } from 'pg-boss';
import { type DatabaseConnection, roleOf } from './database/index.ts';
import type { Log } from './log.ts';

/**
 * pg-boss for one subgraph, in the schema `<subgraph>_jobs`. A job is sent in the use case's transaction (`db` option of `send`);
 * handlers act as a Service viewer and take the cause from the job.
 */
export async function startJobs(subgraph: string, connection: DatabaseConnection, log: Log): Promise<PgBoss> {
  const boss = new PgBoss({
    host: connection.host,
    port: connection.port,
    database: connection.database,
    user: roleOf(subgraph, 'system'),
    ...(connection.password === undefined ? {} : { password: connection.password }),
    schema: `${subgraph}_jobs`,
    application_name: `conhub-${subgraph}-jobs`,
    max: 4,
    createSchema: false,
  });
  boss.on('error', (error) => log.warn({ err: error, subgraph }, 'The job queue has trouble'));
  await boss.start();
  return boss;
}
