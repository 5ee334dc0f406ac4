import { cloneDatabase } from '@conhub/testkit';
import { expect, test } from 'vitest';
import { migrate, openDatabase } from '../src/database/index.ts';

test('a database closes though somebody begins to read it in the same moment', async () => {
  const connection = await cloneDatabase('nothing', async () => {});
  const options = { subgraph: 'probe', connection, entities: [], migrations: [] };
  await migrate(options);
  const database = await openDatabase(options);
  const reading = database
    .system()
    .execute('select 1')
    .catch(() => 'refused');
  await new Promise((resolve) => setImmediate(resolve));
  const startedAt = performance.now();
  await database.close();
  expect(performance.now() - startedAt).toBeLessThan(10_000);
  await reading;
});
