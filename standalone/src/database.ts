import { setTimeout as sleep } from 'node:timers/promises';
import { type Cluster, type ClusterOptions, locateBinaries, startCluster } from '@conhub/postgres';
import type { Log } from '@conhub/subgraph-kit/log';
import type { DataFolder } from './data-folder/data-folder.ts';

export interface SupervisedDatabase {
  readonly connection: Cluster['connection'];
  stop(): Promise<void>;
}

const restartsMax = 5;
const withinMs = 60_000;

/**
 * PostgreSQL, started again when it ends by itself (killed, out of memory): requests meanwhile answer UNAVAILABLE, nothing that was
 * acknowledged is lost. Where it ends five times within a minute something is wrong that a restart does not mend: `onLost`.
 */
export async function superviseDatabase(data: DataFolder, log: Log, onLost: (reason: string) => void): Promise<SupervisedDatabase> {
  let isStopping = false;
  let current: Cluster;
  let restarting: Promise<void> = Promise.resolve();
  const ends: number[] = [];

  const options: ClusterOptions = {
    binaries: await locateBinaries(data.binaries),
    dataFolder: data.postgres,
    socketFolder: data.socket,
    onLog(line) {
      // Who asks during a start whether the database is ready hears that it is not; who is connected at the end hears that it ends.
      if (/^(FATAL|PANIC|ERROR):/.test(line) && !/starting up$|not yet accepting connections$/.test(line) && !isStopping)
        log.warn({ postgres: line }, 'PostgreSQL reports');
      else log.debug({ postgres: line }, 'PostgreSQL');
    },
    onExit: () => {
      restarting = restarting.then(restart);
    },
  };

  async function restart(): Promise<void> {
    if (isStopping) return;
    const now = Date.now();
    ends.push(now);
    if (ends.filter((time) => time > now - withinMs).length > restartsMax) {
      onLost('PostgreSQL ended again and again; its log lines above say why');
      return;
    }
    log.error('PostgreSQL ended unexpectedly and is started again');
    try {
      current = await startCluster(options);
      if (isStopping) await current.stop();
      else log.info('PostgreSQL answers again');
    } catch (error) {
      if (isStopping) return;
      log.error({ err: error }, 'PostgreSQL could not be started and is tried again');
      await sleep(500 * ends.length);
      await restart();
    }
  }

  current = await startCluster(options);
  return {
    connection: current.connection,
    async stop() {
      isStopping = true;
      await restarting;
      await current.stop();
    },
  };
}
