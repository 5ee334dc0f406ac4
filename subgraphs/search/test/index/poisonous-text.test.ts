import { newId } from '@conhub/subgraph-kit';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { embedApart } from '../../src/index/stage/embed-apart.ts';
import { type Core, type World, createWorld, openCore, pageOf, removeFolder, setOf, temporaryFolder, upsert } from './fixture.ts';

const vector = (text: string): Float32Array => Float32Array.of(text.length);

test('whatever texts are poisonous, and wherever they stand: each other text gets its vector', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 96 }), async (poisonous) => {
      const texts = poisonous.map((isPoison, nth) => `${isPoison ? 'poison' : 'text'} ${nth}`);
      const answers = await embedApart(async (asked) => {
        if (asked.some((text) => text.startsWith('poison'))) throw new Error('crash');
        return asked.map(vector);
      }, texts);
      expect(answers).toEqual(texts.map((text) => (text.startsWith('poison') ? null : vector(text))));
    }),
  );
});

test('one poisonous text among 96 costs a number of calls that grows with its logarithm', async () => {
  let calls = 0;
  const texts = Array.from({ length: 96 }, (_, nth) => (nth === 70 ? 'poison' : `text ${nth}`));
  await embedApart(async (asked) => {
    calls += 1;
    if (asked.includes('poison')) throw new Error('crash');
    return asked.map(vector);
  }, texts);
  expect(calls).toBeLessThanOrEqual(26);
});

test('when the model answers nothing no text is to blame, and one failure alone is chance', async () => {
  await expect(embedApart(() => Promise.reject(new Error('down')), ['a', 'b'])).rejects.toThrow('down');
  let isFirst = true;
  const once = await embedApart(
    async (asked) => {
      if (asked[0] === 'a' && isFirst) {
        isFirst = false;
        throw new Error('a moment of weakness');
      }
      return asked.map(vector);
    },
    ['a'],
  );
  expect(once).toEqual([vector('a')]);
});

let folder: string;
let world: World;
let core: Core;
const [organizationId, sourceId] = [newId('org'), newId('src')];
beforeEach(() => {
  folder = temporaryFolder();
  world = createWorld();
  core = openCore(folder, world);
});
afterEach(async () => {
  await core.stop();
  removeFolder(folder);
});

const states = (): Record<string, string> =>
  Object.fromEntries(
    core
      .organization(organizationId)
      .sqlite.all<{ path: string; state: string; code: string | null }>('select path, state, problem_code as code from documents')
      .map(({ path, state, code }) => [path, code === null ? state : `${state} ${code}`]),
  );

test('a document on which the model fails is FAILED with a problem and found by its words; all others are INDEXED; its next version heals it', async () => {
  world.poison = 'basilisk';
  const poisonous = newId('doc');
  const others = Array.from({ length: 150 }, (_, nth) => upsert(world, { text: `harmless words number ${nth}`, path: `${nth}.txt` }));
  const bad = upsert(world, { id: poisonous, text: 'the basilisk looks at you', path: 'bad.txt' });
  core.apply(setOf(organizationId, 1, 1, true));
  core.apply(pageOf(organizationId, sourceId, others.slice(0, 70)), pageOf(organizationId, sourceId, [bad, ...others.slice(70)]));
  await core.settled(organizationId);
  const after = states();
  expect(after['bad.txt']).toBe('FAILED EMBEDDING_FAILED');
  expect(Object.values(after).filter((state) => state === 'INDEXED')).toHaveLength(150);
  expect(core.indexing.embedProblem()).toBeNull();
  expect(core.search({ organizationId, text: 'basilisk', mode: 'LEXICAL' }).hits.map(({ path }) => path)).toEqual(['bad.txt']);
  core.apply(pageOf(organizationId, sourceId, [upsert(world, { id: poisonous, version: 2, text: 'it has gone', path: 'bad.txt' })]));
  await core.settled(organizationId);
  expect(states()['bad.txt']).toBe('INDEXED');
});

test('a model that is down fails no document', async () => {
  world.isModelDown = true;
  core.apply(setOf(organizationId, 1, 1, true), pageOf(organizationId, sourceId, [upsert(world, { text: 'some words' })]));
  await expect.poll(() => core.indexing.embedProblem()).toBe('The model is down');
  expect(Object.values(states())).toEqual(['PENDING']);
  world.isModelDown = false;
  await core.settled(organizationId);
  expect(Object.values(states())).toEqual(['INDEXED']);
});
