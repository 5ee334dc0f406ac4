import { isId } from '@conhub/subgraph-kit';
import type { DatabaseConnection } from '@conhub/subgraph-kit/database';
import { roleOf } from '@conhub/subgraph-kit/database';
import { startJobs } from '@conhub/subgraph-kit/jobs';
import type { Log } from '@conhub/subgraph-kit/log';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { PgBoss } from 'pg-boss';

/** Runs wait in pg-boss. The run's row is the truth; a job is only the wish that somebody work on it, and may come twice. */
export interface RunQueue {
  /** Sends in the transaction of `em`. Before `start` nothing is sent: starting finds all live runs. */
  send(em: SqlEntityManager, runId: string, startAfter?: Date): Promise<void>;
  /** The rows of a removed source are deleted in the background. */
  sendRemoval(em: SqlEntityManager, sourceId: string): Promise<void>;
  /** After the commit: saves the wait for the next poll. */
  kick(): void;
  hasWaiting(): Promise<boolean>;
  /** `collect` is called once an hour, `tick` once a minute, each by one process. */
  start(options: RunQueueOptions): Promise<void>;
  stop(): Promise<void>;
}

export interface RunQueueOptions {
  readonly atOnceMax: number;
  readonly work: (runId: string) => Promise<void>;
  readonly remove: (sourceId: string) => Promise<void>;
  readonly tick: () => Promise<void>;
  readonly collect: () => Promise<void>;
}

const runs = 'sync-runs';
const removals = 'source-removals';
const ticks = 'ticks';
const collections = 'blob-collections';

export function createRunQueue(connection: DatabaseConnection, log: Log): RunQueue {
  let boss: PgBoss | null = null;
  let workers: string[] = [];

  async function send(em: SqlEntityManager, queue: string, data: object, startAfter?: Date): Promise<void> {
    if (boss === null) return;
    // A parameter of pg-boss is `$1`, one of the EntityManager `?`; the statement has exactly one.
    const db = {
      executeSql: async (text: string, values: unknown[] = []) => ({
        rows: await em.execute<object[]>(text.replaceAll('$1', '?'), values),
      }),
    };
    await boss.send(queue, data, { db, ...(startAfter === undefined ? {} : { startAfter }) });
  }

  return {
    send: (em, runId, startAfter) => send(em, runs, { runId }, startAfter),
    sendRemoval: (em, sourceId) => send(em, removals, { sourceId }),
    kick() {
      for (const id of workers) boss?.notifyWorker(id);
    },
    async hasWaiting() {
      if (boss === null) return false;
      const [row] = await boss
        .getDb()
        .executeSql(
          `select exists (select from connectors_jobs.job where name = $1 and state < 'active' and start_after <= now()) as answer`,
          [runs],
        )
        .then(({ rows }) => rows as { answer: boolean }[]);
      return row?.answer ?? false;
    },
    async start({ atOnceMax, work, remove, tick, collect }) {
      const started = await startJobs('connectors', connection, log);
      // A job is a hint: what it failed to do is found again by the tick, so pg-boss need not try again.
      const options = { retryLimit: 0, expireInSeconds: 12 * 3_600, deleteAfterSeconds: 3_600 };
      for (const name of [runs, removals, ticks, collections]) await started.createQueue(name, options);
      const app = roleOf('connectors', 'app');
      await started.getDb().executeSql(`grant usage on schema connectors_jobs to ${app}`);
      await started.getDb().executeSql(`grant select, insert on all tables in schema connectors_jobs to ${app}`);
      boss = started;
      const polling = { pollingIntervalSeconds: 1 };
      const guard = async (what: string, task: Promise<void>): Promise<void> => {
        try {
          await task;
        } catch (error) {
          log.error({ err: error, what }, 'A background job failed');
        }
      };
      const listen = (name: string, handle: (data: Record<string, unknown>) => Promise<void>) =>
        started.work<Record<string, unknown>>(name, { ...polling, batchSize: 1 }, async (jobs) => {
          for (const job of jobs) await guard(name, handle(job.data ?? {}));
        });
      const idIn = (prefix: 'run' | 'src', value: unknown): string | null =>
        typeof value === 'string' && isId(prefix, value) ? value : null;
      const runOne = async ({ runId }: Record<string, unknown>): Promise<void> => {
        const id = idIn('run', runId);
        if (id !== null) await work(id);
      };
      const removeOne = async ({ sourceId }: Record<string, unknown>): Promise<void> => {
        const id = idIn('src', sourceId);
        if (id !== null) await remove(id);
      };
      // One listener each, so that a kick wakes them all.
      workers = await Promise.all([
        ...Array.from({ length: atOnceMax }, () => listen(runs, runOne)),
        listen(removals, removeOne),
        listen(ticks, tick),
        listen(collections, collect),
      ]);
      await started.schedule(ticks, '* * * * *');
      await started.schedule(collections, '17 * * * *');
    },
    async stop() {
      const stopping = boss;
      boss = null;
      await stopping?.stop({ graceful: true, timeout: 8_000, close: true });
    },
  };
}
