import { newId } from '@conhub/subgraph-kit';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SearchHit } from '../../src/index/ranking/query.ts';
import { type Core, type World, createWorld, openCore, pageOf, removeFolder, setOf, temporaryFolder, upsert } from './fixture.ts';

let folder: string;
let world: World;
let core: Core;

beforeAll(() => {
  folder = temporaryFolder();
  world = createWorld();
  core = openCore(folder, world);
});
afterAll(async () => {
  await core.stop();
  removeFolder(folder);
});

const word = fc.constantFrom(
  'token',
  'tokens',
  'rotate',
  'wing',
  'lift',
  'refreshToken',
  'Session',
  '京都',
  '京',
  'the',
  'not',
  'in',
  'x1',
);
const text = fc.array(word, { minLength: 1, maxLength: 30 }).map((words) => words.join(' '));
const document = fc.record({
  text: fc.oneof(
    text,
    text.map((body) => `export function refreshToken() {\n  return '${body}';\n}\nexport class Session {}\n`),
  ),
  path: fc.constantFrom('src/token.ts', 'docs/wing.md', 'rotate/refreshToken.ts', 'notes.txt'),
  kind: fc.constantFrom('CODE', 'TEXT'),
});
const query = fc.oneof(
  text,
  fc.constantFrom(
    'refreshToken',
    'Session.refreshToken',
    'src/token.ts',
    '"rotate token"',
    'wing.md',
    'token token wing',
    '京',
    'token -wing',
  ),
);

/** As the schema states it. */
function recomputed({ explanation }: SearchHit): number {
  const sum = explanation?.legs.reduce((total, leg) => total + leg.weight * leg.normalized, 0) ?? Number.NaN;
  return explanation?.boosts.reduce((product, boost) => product * boost.factor, sum) ?? Number.NaN;
}

test('the parts of an explanation recompute every score and the order of all hits, for any corpus and query', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(document, { minLength: 1, maxLength: 25 }),
      fc.array(query, { minLength: 4, maxLength: 8 }),
      async (corpus, queries) => {
        const organizationId = newId('org');
        core.apply(
          setOf(organizationId, 1, 1, true),
          pageOf(
            organizationId,
            newId('src'),
            corpus.map((each, number) => upsert(world, { ...each, path: `${number}/${each.path}`, kind: each.kind as 'CODE' })),
          ),
        );
        await core.settled(organizationId);
        for (const asked of queries) {
          for (const mode of ['HYBRID', 'LEXICAL', 'SEMANTIC'] as const) {
            const { hits } = core.search({ organizationId, text: asked, mode, first: 100, isExplained: true });
            let last = Infinity;
            for (const hit of hits) {
              expect(recomputed(hit), asked).toBe(hit.score);
              expect(hit.score).toBeLessThanOrEqual(last);
              last = hit.score;
              const { terms = [], legs = [], similarity } = hit.explanation ?? {};
              for (const { leg, score, mean, deviation, normalized } of legs) {
                if (score !== null && deviation > 0 && normalized > 0.01)
                  expect(normalized).toBeCloseTo((score - mean + 3 * deviation) / (6 * deviation), 9);
                if (leg === 'LEXICAL') expect(terms.reduce((sum, term) => sum + term.score, 0)).toBeCloseTo(score ?? 0, 9);
                if (leg === 'SEMANTIC') expect(similarity).toBe(score);
              }
              const feedback = hit.kind === 'CODE' ? [] : ['PSEUDO_FEEDBACK'];
              expect(legs.map(({ leg }) => leg).toSorted()).toEqual(mode === 'HYBRID' ? ['LEXICAL', ...feedback, 'SEMANTIC'] : [mode]);
            }
          }
        }
      },
    ),
    { numRuns: 25 },
  );
}, 60_000);

test('what stands in front because it was asked for by name says so, and by how much', async () => {
  const organizationId = newId('org');
  core.apply(
    setOf(organizationId, 1, 1, true),
    pageOf(organizationId, newId('src'), [
      ...Array.from({ length: 8 }, (_, number) =>
        upsert(world, { text: 'rotateToken(); '.repeat(20), path: `use${number}.ts`, kind: 'CODE' }),
      ),
      upsert(world, { text: `${'// other words\n'.repeat(30)}export function rotateToken() {}\n`, path: 'token.ts', kind: 'CODE' }),
    ]),
  );
  await core.settled(organizationId);
  const { hits } = core.search({ organizationId, text: 'rotateToken', isExplained: true });
  expect(hits[0]).toMatchObject({ path: 'token.ts', explanation: { kind: 'IDENTIFIER', boosts: [{ name: 'definition' }] } });
  expect(hits[0]?.explanation?.boosts[0]?.factor).toBeGreaterThan(1);
  expect(core.search({ organizationId, text: 'rotateToken' }).hits[0]?.explanation).toBeNull();
});
