import { beforeAll, expect, test } from 'vitest';
import type { ChunkStyle, ChunkedDocument } from '../../src/chunking/chunk.ts';
import { chunkDocument } from '../../src/chunking/chunk-document.ts';
import { createGrammars } from '../../src/chunking/syntax/grammars.ts';

const grammars = createGrammars();
beforeAll(() => grammars.load(['python', 'typescript', 'json', 'yaml']));

const cutAs = (text: string, cut: ChunkStyle['cut'], more: Partial<ChunkStyle> = {}): ChunkedDocument =>
  chunkDocument(text, { cut, language: null, isPaged: false, ...more }, grammars);

const sentence = 'The session is refreshed by rotating its token, which the server keeps for a day. ';
const paragraph = sentence.repeat(9);

test('a chunk of Markdown tells the headings above it, and says only those in its header that it does not hold', () => {
  const { chunks } = cutAs(`# Handbook\n\n## Sessions\n\n${paragraph}\n\n### Rotation\n\n${paragraph}\n\n${paragraph}\n`, 'markdown');
  const rotation = chunks.filter((chunk) => chunk.headings.includes('Rotation'));
  expect(rotation[0]?.headings).toEqual(['Handbook', 'Sessions', 'Rotation']);
  expect(rotation[0]?.text.startsWith('### Rotation')).toBe(true);
  expect(rotation[0]?.header).toBe('Handbook > Sessions');
  expect(rotation.at(-1)?.header).toBe('Handbook > Sessions > Rotation');
});

test('what looks like a heading inside fenced code is none', () => {
  const { chunks } = cutAs('# Real\n\n```sh\n# not a heading\nls\n```\n', 'markdown');
  expect(chunks[0]?.headings).toEqual(['Real']);
});

test('prose ends its chunks at sentences, wherever its lines are broken', () => {
  const wrapped = sentence.repeat(60).replaceAll(/(.{60,75}) /g, '$1\n');
  const { chunks } = cutAs(wrapped, 'prose');
  expect(chunks.length).toBeGreaterThan(3);
  for (const chunk of chunks) expect(chunk.text).toMatch(/^The [\s\S]*\.$/);
});

test('a fence that fits in a chunk is never cut; a larger one is cut as the code it is', () => {
  const small = `\`\`\`python\n${'value = compute(value)\n'.repeat(15)}\`\`\`\n`;
  const { chunks } = cutAs(`# Guide\n\n${paragraph}\n\n${small}\n${paragraph}\n\n${small}\n${paragraph}\n`, 'markdown');
  expect(
    chunks.filter((chunk) => chunk.text.includes('```python')).every((chunk) => (chunk.text.match(/```/g)?.length ?? 0) % 2 === 0),
  ).toBe(true);

  const functions = Array.from(
    { length: 12 },
    (_, number) => `def step_${number}(value):\n${`    value = transform(value, ${number})\n`.repeat(12)}    return value\n`,
  );
  const large = cutAs(`# Guide\n\n\`\`\`python\n${functions.join('\n')}\`\`\`\n`, 'markdown').chunks;
  expect(large.map((chunk) => chunk.symbol)).toEqual(expect.arrayContaining(['step_3', 'step_7']));
  expect(large.every((chunk) => chunk.headings[0] === 'Guide')).toBe(true);
});

test('a notebook’s code defines what it defines, and its cells stay whole', () => {
  const { definitions, chunks } = cutAs(
    '# Analysis\n\nWe load the data.\n\n```python\ndef load_frames(path):\n    return read(path)\n```\n',
    'notebook',
  );
  expect(definitions).toMatchObject([{ name: 'load_frames', kind: 'function', line: 6 }]);
  expect(chunks).toHaveLength(1);
});

test('rows of a table stand under its header, which no passage repeats', () => {
  const rows = Array.from({ length: 200 }, (_, index) => `${index},name ${index},${index * 7}`).join('\n');
  const { chunks } = cutAs(`id,name,price\n${rows}\n`, 'table');
  expect(chunks.length).toBeGreaterThan(3);
  for (const chunk of chunks.slice(1)) {
    expect(chunk.embeddedText.startsWith('id,name,price\n')).toBe(true);
    expect(chunk.text).not.toContain('id,name,price');
    expect(chunk.text).toMatch(/^\d+,name \d+,\d+\n/);
  }
});

test('each sheet of a workbook has its own header and its page', () => {
  const sheet = (name: string, column: string): string =>
    `## ${name}\n\n| ${column} | amount |\n|---|---|\n${Array.from({ length: 80 }, (_, index) => `| ${column} ${index} | ${index} |\n`).join('')}`;
  const { chunks } = cutAs(`${sheet('Sales', 'region')}\f${sheet('Costs', 'department')}`, 'table', { isPaged: true });
  const costs = chunks.filter((chunk) => chunk.page === 2);
  expect(chunks.filter((chunk) => chunk.page === 1).every((chunk) => chunk.headings[0] === 'Sales')).toBe(true);
  expect(costs[0]?.text.startsWith('## Costs')).toBe(true);
  expect(costs.at(-1)?.embeddedText.startsWith('Costs\n| department | amount |\n')).toBe(true);
});

test('a large table in Markdown is cut by rows, each under its columns and headings', () => {
  const rows = Array.from({ length: 100 }, (_, index) => `| service ${index} | team ${index} |`).join('\n');
  const { chunks } = cutAs(`# Owners\n\nWho owns what.\n\n| service | owner |\n|---|---|\n${rows}\n\nThe end.\n`, 'markdown');
  expect(chunks.at(-2)?.embeddedText.startsWith('Owners\n| service | owner |\n')).toBe(true);
  expect(chunks.at(-2)?.headings).toEqual(['Owners']);
});

test('a chunk stays on its page; pages of a few words go together', () => {
  const long = cutAs([1, 2, 3].map((page) => `Page ${page}. ${paragraph}`).join('\f'), 'prose', { isPaged: true }).chunks;
  expect(long.every((chunk) => !chunk.text.includes('\f'))).toBe(true);
  expect([...new Set(long.map((chunk) => chunk.page))]).toEqual([1, 2, 3]);
  for (const page of [1, 2, 3]) expect(long.find((chunk) => chunk.page === page)?.text.startsWith(`Page ${page}.`)).toBe(true);

  const slides = cutAs(['# Agenda', '# Goals\n\nGrow.', `# Plan\n\n${paragraph}`, '# Thanks'].join('\n\f'), 'markdown', {
    isPaged: true,
  }).chunks;
  expect(slides.map((chunk) => chunk.page)).toEqual([1, 3, 4]);
  expect(slides[0]?.text).toBe('# Agenda\n# Goals\n\nGrow.');
});

test('data is cut by its structure and knows the path to it', () => {
  const entry = (name: string): object =>
    Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`${name}-${index}`, `^${index}.0.0`]));
  const json = JSON.stringify({ name: 'demo', dependencies: entry('lib'), scripts: entry('task') }, null, 2);
  const { chunks, definitions } = cutAs(json, 'code', { language: 'json' });
  expect(definitions).toEqual([]);
  expect(chunks.find((chunk) => chunk.text.includes('"task-20"'))?.header).toBe('scripts');

  const jobs = ['build', 'deploy'].map(
    (job) => `  ${job}:\n    steps:\n${`      - name: run the ${job} of everything\n        run: make ${job}\n`.repeat(15)}`,
  );
  const yaml = cutAs(`on: push\njobs:\n${jobs.join('')}`, 'code', { language: 'yaml' }).chunks;
  expect(yaml.at(-1)?.header).toMatch(/^jobs\.deploy/);
});
