import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Data, type TestGraph, startGraph, until } from './graph.ts';
import { makePdf } from './pdf.ts';
import { type Person, join as joins, setUp } from './people.ts';
import { addFolder } from './sources.ts';

/** Pages of a hundred words, each about one thing. */
const manual = ['anchor', 'rudder', 'lantern'].map((thing) => [
  `Chapter of the ${thing}`,
  ...Array.from({ length: 12 }, (_, nth) => `Step ${nth + 1}: the keeper examines the ${thing} and writes down what it needs.`),
  `Nobody moves the ${thing} without the harbour master.`,
]);

let graph: TestGraph;
let ann: Person;
let ben: Person;

beforeAll(async () => {
  graph = await startGraph();
  ann = await setUp(graph, 'Ann', 'Acme');
  ben = await joins(graph, ann, 'Ben');
  const path = await graph.write('survey', {
    'tides.eml': 'From: Ines Holm <ines@example.org>\r\nSubject: Tides\r\n\r\nHigh water comes at noon.\r\n',
    'plain.md': '# Plain\n\nHigh water, by nobody.\n',
    'manual.pdf': makePdf(manual),
  });
  const files = new URL('../subgraphs/connectors/test/extraction/files/', import.meta.url);
  for (const name of ['survey.pdf', 'tides.docx']) await copyFile(new URL(name, files), join(path, name));
  await addFolder(graph, ann, path, { visibility: 'ORGANIZATION' });
  const { createNote } = await graph.ask(
    ann,
    'mutation { createNote(input: { title: "Water", text: "High water, as Ann has seen it.", visibility: ORGANIZATION }) { document { id } } }',
  );
  await until(
    'The note is indexed',
    async () =>
      (await graph.ask(ann, 'query ($id: ID!) { document(id: $id) { indexing { status } } }', { id: createNote.document.id })).document
        .indexing,
    (indexing) => indexing?.status === 'INDEXED',
  );
});
afterAll(() => graph.stop());

it('of a PDF page, lines and highlights agree: the passage is what `text` gives for its lines, its page is where they begin', async () => {
  const pages: number[] = [];
  for (const [path, query, words] of [
    ['survey.pdf', 'corrosion of the hinge', ['corrosion', 'hinge']],
    ['survey.pdf', 'numbered bollards', ['numbered', 'bollards']],
    ['manual.pdf', 'who moves the anchor', ['anchor', 'moves']],
    ['manual.pdf', 'who moves the rudder', ['rudder', 'moves']],
    ['manual.pdf', 'who moves the lantern', ['lantern', 'moves']],
  ] as const) {
    const { search } = await graph.ask(
      ben,
      `query ($query: String!) { search(query: $query, first: 1, filter: { kinds: [PDF] }) { nodes { document { id path text { content lineCount } }
        passages(first: 1) { text highlights { start end } location { page startLine endLine } } } } }`,
      { query },
    );
    const [{ document, passages }] = search.nodes;
    const { text, highlights, location } = passages[0] as Data;
    expect(document.path).toBe(path);
    const part = await graph.ask(
      ben,
      'query ($id: ID!, $from: Int!, $to: Int!) { document(id: $id) { text(startLine: $from, endLine: $to) { content startLine endLine lineCount } } }',
      { id: document.id, from: location.startLine, to: location.endLine },
    );
    const { content, ...lines } = part.document.text;
    expect(lines).toEqual({ startLine: location.startLine, endLine: location.endLine, lineCount: document.text.lineCount });
    const plain = (written: string): string => written.replace(/\s+/g, ' ').trim();
    expect(plain(content as string)).toContain(plain(text as string));
    const whole = document.text.content as string;
    // U+000C begins each page but the first, at the start of a line.
    const before = whole
      .split('\n')
      .slice(0, location.startLine as number)
      .join('\n');
    expect(location.page).toBe(before.split('\f').length);
    pages.push(location.page as number);
    const marked = highlights.map(({ start, end }: Data) => (text as string).slice(start as number, end as number).toLowerCase());
    for (const word of words) expect(marked).toContain(word);
    expect(marked.filter((word: string) => !query.split(' ').some((asked) => asked.startsWith(word.slice(0, 4))))).toEqual([]);
  }
  expect(pages.slice(2)).toEqual([1, 2, 3]);
});

const byAuthor = `query ($query: String!, $filter: SearchFilter) { search(query: $query, filter: $filter, first: 10) {
  nodes { document { path author { displayName email user { displayName email } } } } facets(fields: [AUTHOR]) { values { value count document { author { displayName user { displayName } } } } } } }`;
/** Whom the facet's values stand for. */
const namesOf = (found: Data): string[] =>
  found.search.facets[0].values.map(({ document: { author } }: Data) => (author.user?.displayName ?? author.displayName) as string);
const paths = (found: Data): string[] => found.search.nodes.map(({ document }: Data) => document.path as string).toSorted();

it('an author is found by address, by name, or as a member; each document says who has written it', async () => {
  const ask = (query: string, filter: object = {}, who = ben) => graph.ask(who, byAuthor, { query, filter });
  const mail = await ask('high water author:INES@example.org');
  expect(mail.search.nodes.map(({ document }: Data) => document)).toEqual([
    { path: 'tides.eml', author: { displayName: 'Ines Holm', email: 'ines@example.org', user: null } },
  ]);
  expect(paths(await ask('author:"ines holm"'))).toEqual(['tides.docx']);
  expect(paths(await ask('high water', { authorEmails: ['ines@example.org', 'Ines Holm'] }))).toEqual(['tides.docx', 'tides.eml']);
  expect(paths(await ask('author:me', {}, ann))).toEqual(['Water.md']);
  expect(paths(await ask('author:me'))).toEqual([]);
  expect(paths(await ask(`author:${ann.userId}`))).toEqual(['Water.md']);
  // A facet's value finds what it counted.
  const all = await ask('before:2100');
  for (const { value, count } of all.search.facets[0].values)
    expect(paths(await ask('before:2100', { authorEmails: [value] }))).toHaveLength(count);
  expect(namesOf(all).toSorted()).toEqual(['Ann', 'Ines Holm', 'Ines Holm']);
  const plain = all.search.nodes.find(({ document }: Data) => document.path === 'plain.md');
  expect(plain.document.author).toBeNull();
});

it('what a member has written tells their address only to whom it may be told, and cannot be found by it', async () => {
  const told = await graph.ask(ben, byAuthor, { query: `author:${ann.userId}` });
  expect(told.search.nodes[0].document.author).toEqual({ displayName: 'A member', email: null, user: { displayName: 'Ann', email: null } });
  expect(JSON.stringify(told)).not.toContain(ann.email);
  const own = await graph.ask(ann, byAuthor, { query: 'author:me' });
  expect(own.search.nodes[0].document.author).toMatchObject({ email: null, user: { email: ann.email } });
  for (const who of [ann, ben]) expect(paths(await graph.ask(who, byAuthor, { query: `author:${ann.email}` }))).toEqual([]);
});
