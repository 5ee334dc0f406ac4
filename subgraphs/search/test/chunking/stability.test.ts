import { newId } from '@conhub/subgraph-kit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Core, type World, createWorld, openCore, pageOf, removeFolder, setOf, temporaryFolder, upsert } from '../index/fixture.ts';

let folder: string;
let world: World;
let core: Core;
const organizationId = newId('org');
const sourceId = newId('src');
const id = newId('doc');
let version = 0;

beforeEach(() => {
  folder = temporaryFolder();
  world = createWorld();
  core = openCore(folder, world);
  core.apply(setOf(organizationId, 1, 1, true));
});
afterEach(async () => {
  await core.stop();
  removeFolder(folder);
});

/** Indexes a version of the document. Answers what the model was asked for. */
async function embeddedFor(text: string, path: string, kind: 'CODE' | 'TEXT', language: string | null): Promise<string[]> {
  world.embedded.length = 0;
  core.apply(pageOf(organizationId, sourceId, [upsert(world, { id, version: ++version, text, path, kind, language })]));
  await core.settled(organizationId);
  return [...world.embedded];
}

/** Functions of 3 to 40 lines, as files have them. */
function functionOf(number: number, word = 'value'): string {
  const lines = Array.from(
    { length: 1 + ((number * 7) % 38) },
    (_, line) => `  const ${word}${line} = compute${number}(${line}, '${word} ${number * line}');`,
  );
  return [
    `/** Step ${number} of the plan. */`,
    `export function step${number}(input: number): number {`,
    ...lines,
    `  return input + ${number};`,
    '}',
    '',
  ].join('\n');
}

test('a change of one function in a file of 5,000 lines embeds the chunks that hold it, wherever it stands', async () => {
  const functions = Array.from({ length: 240 }, (_, number) => functionOf(number));
  const file = (parts: readonly string[]): string => `import { everything } from './everything.ts';\n\n${parts.join('\n')}`;
  expect(file(functions).split('\n').length).toBeGreaterThan(5_000);
  const all = await embeddedFor(file(functions), 'src/plan.ts', 'CODE', 'typescript');
  expect(all.length).toBeGreaterThan(300);

  let current = functions;
  for (const at of [2, 120, 237]) {
    current = current.with(at, functionOf(at).replace(`return input + ${at}`, `return input * input - ${at}`));
    const again = await embeddedFor(file(current), 'src/plan.ts', 'CODE', 'typescript');
    // One chunk, and at the beginning the head of the whole.
    expect(again.length).toBeLessThanOrEqual(2);
    for (const text of again) expect(text).toContain(`return input * input - ${at}`);
  }
  const fresh = functionOf(1_000, 'fresh');
  const added = await embeddedFor(file(current.toSpliced(60, 0, fresh)), 'src/plan.ts', 'CODE', 'typescript');
  // Its own chunks, and at most a neighbour on each side.
  expect(added.length).toBeLessThanOrEqual(2 + Math.ceil(fresh.length / 400));
}, 60_000);

test('a long run of small definitions is no exception: an insertion moves a few chunks, not all after it', async () => {
  let constants = Array.from({ length: 3_000 }, (_, number) => `export const setting${number} = '${(number * 7_919) % 10_007}';`);
  const all = await embeddedFor(constants.join('\n'), 'settings.ts', 'CODE', 'typescript');
  for (const at of [10, 1_500, 2_990]) {
    constants = constants.toSpliced(at, 0, `export const inserted${at} = 'new';`);
    expect((await embeddedFor(constants.join('\n'), 'settings.ts', 'CODE', 'typescript')).length).toBeLessThan(all.length / 10);
  }
});

test('a sentence that is added to a long text embeds the chunks around it', async () => {
  let paragraphs = Array.from(
    { length: 600 },
    (_, number) => `Paragraph ${number} tells of matter ${number * 31}. ${'It goes on for a while. '.repeat(1 + ((number * 5) % 9))}`,
  );
  const all = await embeddedFor(paragraphs.join('\n\n'), 'long.txt', 'TEXT', null);
  expect(all.length).toBeGreaterThan(60);
  for (const at of [5, 300, 595]) {
    paragraphs = paragraphs.with(at, `${paragraphs[at]} And one thing more.`);
    expect((await embeddedFor(paragraphs.join('\n\n'), 'long.txt', 'TEXT', null)).length).toBeLessThanOrEqual(8);
  }
});
