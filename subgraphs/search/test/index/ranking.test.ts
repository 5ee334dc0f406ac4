import { newId } from '@conhub/subgraph-kit';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { analyze } from '../../src/analyzer/analyzer.ts';
import { createVectorTable } from '../../src/index/memory/vector-table.ts';
import { scanVectors } from '../../src/index/ranking/dense-leg.ts';
import { normalized, scaleOf, weightsAlone, weightsOfLegs, weightsWithFeedback } from '../../src/index/ranking/fusion.ts';
import {
  type Core,
  type DocumentSays,
  type World,
  createWorld,
  openCore,
  pageOf,
  removeFolder,
  setOf,
  temporaryFolder,
  upsert,
} from './fixture.ts';

let folder: string;
let world: World;
let core: Core;
let organizationId: string;

beforeEach(() => {
  folder = temporaryFolder();
  world = createWorld();
  core = openCore(folder, world);
  organizationId = newId('org');
});
afterEach(async () => {
  await core.stop();
  removeFolder(folder);
});

async function index(...documents: readonly DocumentSays[]): Promise<void> {
  core.apply(
    setOf(organizationId, 1, 1, true),
    pageOf(
      organizationId,
      newId('src'),
      documents.map((each) => upsert(world, each)),
    ),
  );
  await core.settled(organizationId);
}

const paths = (text: string, more: Partial<Parameters<Core['search']>[0]> = {}): string[] =>
  core.search({ organizationId, text, ...more }).hits.map((hit) => hit.path);

test('a score is placed between three deviations below and above its leg’s mean', () => {
  const scale = scaleOf([1, 2, 3, 4]);
  expect(scale).toEqual({ mean: 2.5, deviation: Math.sqrt(1.25) });
  expect(normalized(2.5, scale)).toBeCloseTo(0.5, 12);
  expect(normalized(4, scale)).toBeCloseTo(0.5 + 1.5 / (6 * Math.sqrt(1.25)), 12);
  expect(normalized(undefined, scale)).toBe(0);
  expect(normalized(7, scaleOf([7, 7]))).toBe(0.5);
  expect(normalized(-100, scale)).toBe(0);
});

test('code and prose are weighed by the same total, so that both can stand in one list', () => {
  for (const weightsOf of [weightsAlone, weightsOfLegs, weightsWithFeedback]) {
    const [code = Number.NaN, prose = Number.NaN] = [true, false].map((isCode) => {
      const { SEMANTIC, LEXICAL, PSEUDO_FEEDBACK } = weightsOf(isCode);
      return SEMANTIC + LEXICAL + PSEUDO_FEEDBACK;
    });
    expect(code).toBeCloseTo(prose, 12);
  }
});

test('likeness to the best hits orders what both legs have found, finds nothing itself, and learns nothing from what may not be seen', async () => {
  const dunes = Array.from({ length: 6 }, (_, number) => ({
    text: `dunes sand wind grain ${'crescent barchan '.repeat(3)}number${number}`,
    path: `dune${number}.txt`,
  }));
  await index(
    { text: 'wind moves sand', path: 'asked.txt' },
    { text: 'wind moves sand and a barchan crescent of grain', path: 'near.txt' },
    { text: 'wind moves turbine blades and a rotor of steel', path: 'far.txt' },
    ...dunes,
  );
  const legsOf = (text: string) =>
    core.search({ organizationId, text, first: 100, isExplained: true }).hits.map(({ path, explanation }) => ({
      path,
      likeness: explanation?.legs.find(({ leg }) => leg === 'PSEUDO_FEEDBACK'),
    }));
  const seen = legsOf('wind sand crescent');
  const likenessOf = (path: string): number => seen.find((hit) => hit.path === path)?.likeness?.score ?? Number.NaN;
  expect(likenessOf('dune0.txt')).toBeGreaterThan(likenessOf('far.txt'));
  expect(seen.map(({ path }) => path).toSorted()).toEqual(paths('wind sand crescent', { mode: 'SEMANTIC', first: 100 }).toSorted());
  core.apply(
    pageOf(
      organizationId,
      newId('src'),
      Array.from({ length: 5 }, (_, number) =>
        upsert(world, { text: `wind sand crescent turbine secret${number}`, path: `hidden${number}.txt`, access: 2 }),
      ),
    ),
  );
  await core.settled(organizationId);
  const after = legsOf('wind sand crescent');
  expect(after.map(({ path, likeness }) => [path, likeness?.score])).toEqual(seen.map(({ path, likeness }) => [path, likeness?.score]));
});

test('little words find nothing by themselves, are not marked, and tell apart what other words have found', async () => {
  await index(
    { text: 'x = key not in table', path: 'a.py', kind: 'CODE' },
    { text: 'x = key of the table', path: 'b.py', kind: 'CODE' },
    { text: 'if this is not in it', path: 'c.py', kind: 'CODE' },
    ...Array.from({ length: 6 }, (_, number) => ({ text: `unlike all others ${number}`, path: `d${number}.py`, kind: 'CODE' as const })),
  );
  const { hits } = core.search({ organizationId, text: 'table not in', mode: 'LEXICAL' });
  expect(hits.map(({ path }) => path)).toEqual(['a.py', 'b.py']);
  const [passage] = hits[0]?.passages ?? [];
  expect(passage?.highlights.map(({ start, end }) => passage.text.slice(start, end))).toEqual(['table']);
});

test('the scan finds the exact best vector of every passing document, after any adds and removals', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ slot: fc.nat(20), isRemoval: fc.boolean(), seed: fc.integer() }), { maxLength: 120 }),
      fc.uint8Array({ minLength: 21, maxLength: 21, max: 1 }),
      (steps, passing) => {
        const table = createVectorTable(8);
        const model = new Map<number, Float32Array[]>();
        for (const { slot, isRemoval, seed } of steps) {
          if (isRemoval) {
            table.removeDocument(slot);
            model.delete(slot);
          } else {
            const direction = Float32Array.from({ length: 8 }, (_, position) => Math.sin(seed + position));
            const vector = direction.map((value) => value / Math.hypot(...direction));
            table.add(slot, 1, vector);
            model.set(slot, [...(model.get(slot) ?? []), vector]);
          }
        }
        const query = Float32Array.from({ length: 8 }, (_, position) => Math.cos(position) / 2);
        const scores = scanVectors(table, query, passing);
        const expected = [...model]
          .filter(([slot]) => passing[slot] === 1)
          .map(([slot, vectors]) => ({
            slot,
            best: Math.max(...vectors.map((vector) => vector.reduce((sum, value, position) => sum + value * (query[position] ?? 0), 0))),
          }));
        for (let slot = 0; slot < 21; slot++) {
          const best = expected.find((entry) => entry.slot === slot)?.best;
          if (best === undefined) expect(scores.similarityOf(slot)).toBeUndefined();
          else expect(scores.similarityOf(slot)).toBeCloseTo(best, 4);
        }
        const top = scores.top(
          5,
          Array.from({ length: 21 }, (_, slot) => String(slot).padStart(2, '0')),
        );
        const wanted = expected.toSorted((a, b) => b.best - a.best).slice(0, 5);
        expect(top).toHaveLength(wanted.length);
        for (const [position, slot] of top.entries())
          expect(scores.similarityOf(slot)).toBeCloseTo(wanted[position]?.best ?? Number.NaN, 4);
        expect(table.liveRows).toBe([...model.values()].flat().length);
        table.close();
      },
    ),
    { numRuns: 60 },
  );
});

test('an identifier finds its definition first, however often others use it', async () => {
  const use = 'import { rotateToken } from "./token";\n\nrotateToken();\nrotateToken();\nrotateToken(rotateToken());\n';
  await index(
    ...Array.from({ length: 12 }, (_, number) => ({ text: use.repeat(number + 1), path: `use${number}.ts`, kind: 'CODE' as const })),
    {
      text: `${'// notes\n'.repeat(40)}export function rotateToken(token: string): string {\n  return token;\n}\n`,
      path: 'src/token.ts',
      kind: 'CODE',
    },
    { text: 'class Session:\n    def rotateToken(self):\n        pass\n', path: 'session.py', kind: 'CODE' },
    { text: 'How we rotate a token.', path: 'notes.txt' },
  );
  expect(paths('rotateToken')[0]).toBe('src/token.ts');
  expect(paths('Session.rotateToken')[0]).toBe('session.py');
  expect(paths('rotateToken()', { mode: 'LEXICAL' })[0]).toBe('src/token.ts');
  const [hit] = core.search({ organizationId, text: 'rotateToken' }).hits;
  expect(hit?.passages[0]?.text).toContain('export function rotateToken');
});

test('a path finds its file first', async () => {
  await index(
    { text: 'see src/auth/token.ts and src/auth/token.ts', path: 'docs/map.txt' },
    { text: 'nothing of the kind', path: 'app/src/auth/token.ts', kind: 'CODE' },
    { text: 'token token', path: 'src/auth/token.test.ts', kind: 'CODE' },
  );
  expect(paths('src/auth/token.ts')[0]).toBe('app/src/auth/token.ts');
  expect(paths('token.test.ts')[0]).toBe('src/auth/token.test.ts');
});

test('a quoted phrase stands before texts with the same words apart, its stop words included', async () => {
  await index(
    { text: 'being or not: to be told, to be heard, to be seen, be it so', path: 'apart.txt' },
    { text: 'a long speech that asks in the end: to be or not to be, and goes on for a while after that', path: 'phrase.txt' },
  );
  expect(paths('"to be or not to be"')[0]).toBe('phrase.txt');
});

test('a document is found by its title and by its path', async () => {
  await index(
    { text: 'no such words inside', path: 'handbook/onboarding-checklist.md', title: 'Welcome aboard' },
    { text: 'other', path: 'other.txt' },
  );
  expect(paths('welcome aboard', { mode: 'LEXICAL' })).toEqual(['handbook/onboarding-checklist.md']);
  expect(paths('onboarding', { mode: 'LEXICAL' })).toEqual(['handbook/onboarding-checklist.md']);
});

test('one ideograph, and any two neighbours, find what holds them', async () => {
  await index({ text: '東京都に住む猫', path: 'a.txt' }, { text: '大阪', path: 'b.txt' });
  for (const query of ['京都', '猫', '東']) expect(paths(query, { mode: 'LEXICAL' }), query).toEqual(['a.txt']);
});

test('pages hold every candidate once, in one order, whatever their size', async () => {
  await index(
    ...Array.from({ length: 37 }, (_, number) => ({
      text: `token ${'rotation '.repeat(number % 5)} in note ${number}`,
      path: `n${number}.txt`,
      updatedAt: number % 7,
    })),
  );
  for (const orderBy of ['RELEVANCE', 'NEWEST'] as const) {
    const whole = paths('token rotation', { first: 100, orderBy });
    for (const first of [1, 7, 36]) {
      const seen: string[] = [];
      let after: string | null = null;
      for (;;) {
        const answer: ReturnType<Core['search']> = core.search({ organizationId, text: 'token rotation', first, after, orderBy });
        seen.push(...answer.hits.map((hit) => hit.path));
        expect(answer.totalEstimate).toBe(whole.length);
        after = answer.hits.at(-1)?.cursor ?? null;
        if (!answer.hasNextPage) break;
      }
      expect(seen).toEqual(whole);
    }
  }
  const times = core.search({ organizationId, text: 'token rotation', first: 100, orderBy: 'NEWEST' }).hits.map((hit) => hit.updatedAt);
  expect(times).toEqual(times.toSorted((a, b) => b - a));
});

test('a page goes on where it ended although the document it ended with is gone', async () => {
  await index(
    ...Array.from({ length: 12 }, (_, number) => ({
      id: `doc_${number}`,
      text: `token ${'word '.repeat(number)}`,
      path: `n${number}.txt`,
    })),
  );
  const first = core.search({ organizationId, text: 'token', mode: 'LEXICAL', first: 4 });
  const whole = paths('token', { mode: 'LEXICAL', first: 100 });
  const sourceId = first.hits[0]?.sourceId ?? '';
  core.apply(pageOf(organizationId, sourceId, [{ documentId: first.hits.at(-1)?.documentId ?? '', version: 2, t: 'delete' }]));
  const next = core.search({ organizationId, text: 'token', mode: 'LEXICAL', first: 4, after: first.hits.at(-1)?.cursor ?? null });
  expect(whole.slice(0, 4)).not.toContain(next.hits[0]?.path);
  expect(next.hits.length).toBe(4);
});

test('every highlight is a word that was asked for, inside its passage; every passage stands where it says', async () => {
  const text = Array.from(
    { length: 80 },
    (_, number) =>
      `Line ${number} says ${['refreshTokens', 'rotating', 'naïve', '東京', 'nothing'][number % 5]} of it.${number % 9 === 0 ? '\n' : ''}`,
  ).join('\n');
  await index({ text, path: 'long.txt' });
  const lines = text.split('\n');
  for (const query of ['refresh', 'rotation', 'naive', '東京', 'refreshTokens']) {
    const asked = new Set(analyze(query).map((token) => token.term));
    const [hit] = core.search({ organizationId, text: query, passages: 10 }).hits;
    expect(hit?.passages.length).toBeGreaterThan(1);
    expect(hit?.passages.some((passage) => passage.highlights.length > 0)).toBe(true);
    for (const passage of hit?.passages ?? []) {
      expect(lines.slice(passage.startLine - 1, passage.endLine).join('\n')).toContain(passage.text);
      let last = 0;
      for (const { start, end } of passage.highlights) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeLessThanOrEqual(passage.text.length);
        expect(analyze(passage.text.slice(start, end)).some((token) => asked.has(token.term))).toBe(true);
        last = end;
      }
    }
  }
});
