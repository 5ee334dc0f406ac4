import { expect, it } from 'vitest';
import { allPages } from '../src/connection/all-pages.ts';

it('a list is read to its end, page after page', async () => {
  const rows = Array.from({ length: 250 }, (_, nth) => nth);
  const asked: (string | null)[] = [];
  const read = await allPages('rows', async ({ first, after }) => {
    asked.push(after);
    const start = after === null ? 0 : Number(after) + 1;
    const nodes = rows.slice(start, start + first);
    return { nodes, pageInfo: { hasNextPage: start + first < rows.length, endCursor: String(nodes.at(-1)) } };
  });
  expect(read).toEqual(rows);
  expect(asked).toEqual([null, '99', '199']);
});

it('a list that breaks off is a failure, never a shorter list', async () => {
  const read = allPages('rows', async ({ after }) =>
    after === null ? { nodes: [1], pageInfo: { hasNextPage: true, endCursor: 'x' } } : null,
  );
  await expect(read).rejects.toMatchObject({ exitCode: 4, code: 'SUBGRAPH_UNAVAILABLE', message: expect.stringContaining('rows') });
});
