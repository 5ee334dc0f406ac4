import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '@conhub/subgraph-kit/database';
import { silentLog } from '@conhub/subgraph-kit/log';
import { expect, it } from 'vitest';
import { startGraph, until } from './graph.ts';
import { setUp } from './people.ts';
import { connectFolders } from './sources.ts';

it('a stop in the middle of reading and indexing is quick and quiet: nobody reads the log of one who has closed', async () => {
  const said: string[] = [];
  const log = silentLog();
  const say = (fields: unknown, message?: string): void => {
    said.push(`${message}: ${JSON.stringify((fields as { err?: Error }).err?.message)}`);
  };
  Object.assign(log, { warn: say, error: say });
  const graph = await startGraph({ log });
  const ann = await setUp(graph, 'Ann', 'Acme');
  const path = await graph.write('many', Object.fromEntries(Array.from({ length: 500 }, (_, nth) => [`${nth}.md`, `walrus ${nth}`])));
  const accountId = await connectFolders(graph, ann);
  await graph.ask(ann, 'mutation ($input: AddSourceInput!) { addSource(input: $input) { __typename } }', {
    input: { accountId, containerId: path },
  });
  const indexed = async (): Promise<number> =>
    (await graph.ask(ann, '{ organization { searchIndex { documentCount } } }')).organization.searchIndex.documentCount as number;
  await until('Something is indexed', indexed, (count) => count > 20);
  // Longer than the pause in which logs are asked again: whoever still read one would open its database again.
  for (const subgraph of [graph.audit, graph.users]) {
    const stop = subgraph.stop.bind(subgraph);
    Object.assign(subgraph, { stop: () => sleep(1_200).then(stop) });
  }
  const begin = Date.now();
  await graph.stop();
  expect(Date.now() - begin).toBeLessThan(10_000);
  expect(said).toEqual([]);
  const database = await openDatabase({ subgraph: 'users', connection: graph.connection, entities: [], migrations: [] });
  const left = await database
    .system()
    .execute('select distinct usename from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()');
  await database.close();
  expect(left).toEqual([]);
});
