import { readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { newId } from '@conhub/subgraph-kit';
import { expect, test } from 'vitest';
import { bytesOf } from '../../src/index/store/vector-bytes.ts';
import { bagOfWords, createWorld, modelId, openCore, pageOf, removeFolder, setOf, temporaryFolder, upsert } from './fixture.ts';

test('a new chunker embeds nothing that has been embedded, and leaves no vector that nothing refers to', async () => {
  const folder = temporaryFolder();
  const world = createWorld();
  const organizationId = newId('org');
  const first = openCore(folder, world);
  const texts = ['The session is refreshed.', '# Notes\n\nAn invoice is paid.\n'];
  first.apply(
    setOf(organizationId, 1, 1, true),
    pageOf(
      organizationId,
      newId('src'),
      texts.map((text, index) => upsert(world, { text, path: `note${index}.md`, language: 'markdown' })),
    ),
  );
  await first.settled(organizationId);
  const { sqlite } = first.organization(organizationId);
  const count = (): number => sqlite.get<{ n: number }>('select count(*) as n from vectors')?.n ?? -1;
  const before = count();
  expect(before).toBe(2);
  // As if an earlier chunker had cut the text otherwise.
  sqlite.run('insert into vectors (key, model, vector) values (?, ?, ?)', Buffer.alloc(32, 7), modelId, bytesOf(bagOfWords('gone')));
  await first.stop();
  const home = join(folder, organizationId);
  for (const name of readdirSync(home)) {
    if (/-f[\d.]+\.db/.test(name)) renameSync(join(home, name), join(home, name.replace(/-f[\d.]+\.db/, '-f0.1.db')));
  }

  world.embedded.length = 0;
  const second = openCore(folder, world);
  await second.settled(organizationId);
  const reopened = second.organization(organizationId).sqlite;
  const left = (): number => reopened.get<{ n: number }>('select count(*) as n from vectors')?.n ?? -1;
  for (let tries = 0; tries < 400 && left() !== before; tries++) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(left()).toBe(before);
  expect(world.embedded).toEqual([]);
  expect(second.search({ organizationId, text: 'invoice' }).hits[0]?.path).toBe('note1.md');
  await second.stop();
  removeFolder(folder);
});
