import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type DocumentNode, Kind, buildSchema, parse, print, separateOperations, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProgram } from '../cli/src/program.ts';
import { type Data, type TestGraph, firstOf, startGraph } from './graph.ts';
import { type Person, setUp } from './people.ts';
import { codesInSource, root, sources } from './source-codes.ts';
import { addFolder } from './sources.ts';

const texts = new Map(
  [
    'README.md',
    ...readdirSync(join(root, 'docs'))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `docs/${name}`),
  ].map((file) => [file, readFileSync(join(root, file), 'utf8')] as const),
);
const schema = buildSchema(readFileSync(join(root, 'schema/api.graphql'), 'utf8'));
const text = (file: string): string => texts.get(file) ?? '';

/** Every operation that a reader is shown: blocks of GraphQL, bodies of curl, and what the console prints at a start. */
function shownOperations(): { readonly name: string; readonly document: DocumentNode }[] {
  const found: { name: string; document: DocumentNode }[] = [];
  const add = (file: string, source: string): void => {
    for (const [name, document] of Object.entries(separateOperations(parse(source))))
      found.push({ name: `${file}: ${name || source.slice(0, 60)}`, document });
  };
  for (const [file, content] of texts) {
    for (const [, source] of content.matchAll(/```graphql\n([\s\S]*?)```/g)) add(file, source as string);
    for (const [body] of content.matchAll(/\{"query":".*\}(?=')/g)) add(file, (JSON.parse(body) as { query: string }).query);
  }
  const welcome = /'( *\{ search[^']*)'/.exec(readFileSync(join(root, 'standalone/src/welcome.ts'), 'utf8'))?.[1];
  if (welcome === undefined) throw new Error('The console shows no query any more');
  add('the console', welcome);
  return found;
}

let graph: TestGraph;
let ann: Person;

beforeAll(async () => {
  graph = await startGraph();
  ann = await setUp(graph, 'Ann', 'Acme');
  await addFolder(graph, ann, await graph.write('notes', { 'tokens.md': '# Tokens\n\nHow we rotate refresh tokens.\n' }));
});
afterAll(() => graph.stop());

describe('what a reader is shown', () => {
  it.each(shownOperations())('$name fits the schema and runs', async ({ document }) => {
    expect(validate(schema, document)).toEqual([]);
    const source = print(document);
    const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
    const variables = Object.fromEntries(
      (operation?.variableDefinitions ?? []).map(({ variable }) => [variable.name.value, 'rotate tokens']),
    );
    if (operation?.operation === 'subscription') {
      const events = await graph.watch(ann, source, variables);
      // A watched folder may just be read once more.
      const result = await firstOf(events, ({ data }) => (data as Data)?.syncProgress?.syncRun.status === 'SUCCEEDED');
      expect(result.errors ?? []).toEqual([]);
      return;
    }
    const { data, errors } = await graph.run(ann, source, variables);
    expect(errors).toEqual([]);
    expect(data.search.nodes).toHaveLength(1);
  });

  it('names only commands and options that the terminal client has', () => {
    const program = createProgram();
    const fault: string[] = [];
    let count = 0;
    for (const [file, content] of [...texts, ['welcome.ts', readFileSync(join(root, 'standalone/src/welcome.ts'), 'utf8')] as const]) {
      for (const [, line] of content.matchAll(/(?:\bconhub|\.\/conhub) ((?:start|[a-z][a-z-]*|--help)\b[^`\n'’]*)/g)) {
        // Words about ConHub, not a command line.
        if (!/`|\bnpx|^\s*#/.test(content.slice(content.indexOf(line as string) - 40, content.indexOf(line as string)))) continue;
        const [name, ...rest] = (line as string).split('#')[0]?.trim().split(/\s+/) ?? [];
        if (name === 'start' || name === '--help') continue;
        let command = program.commands.find((each) => each.name() === name);
        if (command?.commands.length) command = command.commands.find((each) => each.name() === rest[0]);
        if (command === undefined) {
          fault.push(`${file}: conhub ${line}`);
          continue;
        }
        count += 1;
        const options = ['--help', ...[...command.options, ...program.options].flatMap(({ long }) => long ?? [])];
        for (const option of rest.filter((word) => word.startsWith('--')))
          if (!options.includes(option)) fault.push(`${file}: conhub ${line}: ${option}`);
      }
    }
    expect(fault).toEqual([]);
    expect(count).toBeGreaterThan(6);
  });

  it('lists every setting there is, and none that there is not', () => {
    const env = ['standalone', 'subgraphs/embedding', 'cli'].map((part) => readFileSync(join(root, part, 'src/env.ts'), 'utf8')).join('\n');
    const notYet = /const notYet = \[([^\]]*)\]/.exec(env)?.[1] ?? '';
    const known = new Set([
      ...[...env.matchAll(/CONHUB_[A-Z]+(?:_[A-Z]+)*(?![A-Z_])/g)].map(([name]) => name),
      ...[...notYet.matchAll(/'([A-Z_]+)'/g)].map(([, name]) => `CONHUB_${name}`),
    ]);
    const listed = new Set<string>();
    for (const [, line] of text('docs/operations.md').matchAll(/^(.*`CONHUB_.*)$/gm)) {
      let prefix = 'CONHUB';
      for (const [, name] of (line as string).matchAll(/`((?:CONHUB)?_[A-Z_]+)`/g)) {
        if (name?.startsWith('CONHUB_')) {
          listed.add(name);
          prefix = ['CONHUB_LIMIT', 'CONHUB_EMBEDDING_ENDPOINT'].find((each) => name.startsWith(`${each}_`)) ?? 'CONHUB';
        } else listed.add(`${prefix}${name}`);
      }
    }
    expect([...listed].toSorted()).toEqual([...known].toSorted());
  });

  it('lists every error code that the sources give away, and none that they do not', () => {
    const errors = text('docs/errors.md');
    const listed = new Set(
      [...errors.matchAll(/`([A-Z][A-Z_]{3,})`/g)].map(([, code]) => code as string).filter((code) => !code.startsWith('CONHUB_')),
    );
    const missing = [...codesInSource()].filter(([code]) => !listed.has(code)).map(([code, file]) => `${code} (${file})`);
    expect(missing).toEqual([]);
    const all = [...sources().values()].join('\n');
    // `LIMIT_…` is made of the limit's name.
    const unknown = [...listed].filter((code) => !new RegExp(`['\\s]${code.replace(/^LIMIT_(?=DOC|STO)/, '')}['\`:]`).test(all));
    expect(unknown).toEqual([]);
  });
});
