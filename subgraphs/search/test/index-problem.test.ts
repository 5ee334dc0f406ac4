import { newId } from '@conhub/subgraph-kit';
import { userViewer } from '@conhub/testkit';
import { expect, test } from 'vitest';
import { ask, connected, start } from './running-search.ts';

const query = `{ organization { searchIndex { chunkCount problem { code message action } } } }`;

test('an index beyond what was measured says so, with what to do, and to another organization nothing of this one’s', async () => {
  const running = await start({}, { passagesMax: 2 });
  const { ann } = await connected(running);
  const told = async () => (await ask(running.search, ann, query)).data.organization.searchIndex.problem;
  await expect.poll(told).toEqual({
    code: 'INDEX_LARGE',
    message:
      'This ConHub holds more than 2 passages, all organizations together: searches and starts take longer than they were measured to',
    action: expect.stringContaining('`exclude` rules'),
  });
  const stranger = userViewer({ organizationId: newId('org') });
  expect((await ask(running.search, stranger, query)).data.organization.searchIndex).toEqual({ chunkCount: 0, problem: null });
});

test('a document without room for its vectors says so and what to do, and so does the index', async () => {
  const running = await start({}, { vectorMemory: { bytesMax: 256, blockRows: 4 } });
  const { ann, ids } = await connected(running);
  const documents = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Document { indexing { status problem { code message action } } } } }`;
  const { data } = await ask(running.search, ann, documents, { representations: ids.map((id) => ({ __typename: 'Document', id })) });
  expect(data._entities).toEqual(
    ids.map(() => ({
      indexing: {
        status: 'FAILED',
        problem: {
          code: 'INDEX_FULL',
          message: 'There is no room left in memory for the vectors of this document; it is found by its words only',
          action: expect.stringContaining('tried anew by itself'),
        },
      },
    })),
  );
  const { problem } = (await ask(running.search, ann, query)).data.organization.searchIndex;
  expect(problem).toMatchObject({ code: 'INDEX_FULL', message: expect.stringContaining('vectors of 3 documents') });
  const found = await ask(running.search, ann, '{ search(query: "pasta") { nodes { document { title } } } }');
  expect(found).toMatchObject({ data: { search: { nodes: [{ document: { title: 'Cooking' } }] } } });
});
