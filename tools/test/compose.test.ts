import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse, print } from 'graphql';
import { describe, expect, test } from 'vitest';
import { describeBoilerplate } from '@conhub/subgraph-kit/graphql';
import { CompositionError, composeSupergraph } from '../compose/compose.ts';
import { nodeTypes } from '../compose/node-subgraph.ts';

const root = path.resolve(import.meta.dirname, '../..');
const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@shareable"])';

function project(subgraphs: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'conhub-compose-'));
  mkdirSync(path.join(folder, 'schema/router'), { recursive: true });
  const entries = Object.entries(subgraphs).map(([name, sdl]) => {
    writeFileSync(path.join(folder, `${name}.graphql`), `${link}\n${sdl}`);
    return `  ${name}:\n    routing_url: http://127.0.0.1:1/graphql\n    schema:\n      file: ${name}.graphql\n`;
  });
  writeFileSync(path.join(folder, 'supergraph.yaml'), `federation_version: =2.14.4\nsubgraphs:\n${entries.join('')}`);
  return folder;
}

describe('composition', () => {
  test('the same sources give the same bytes', () => {
    const [one, two] = [composeSupergraph(root), composeSupergraph(root)];
    expect(two.supergraph).toBe(one.supergraph);
    expect(two.api).toBe(one.api);
    expect(two.node).toBe(one.node);
  });

  test('two subgraphs that disagree about a type are refused', () => {
    const folder = project({ a: 'type Query { t: T } type T @shareable { x: Int }', b: 'type T @shareable { x: String }' });
    expect(() => composeSupergraph(folder)).toThrow(CompositionError);
  });

  test('a hint is an error: two descriptions of one thing are refused', () => {
    const folder = project({ a: 'type Query { t: T } "one" type T @shareable { x: Int }', b: '"two" type T @shareable { x: Int }' });
    expect(() => composeSupergraph(folder)).toThrow(/INCONSISTENT_DESCRIPTION/);
  });

  test('node finds the types that implement Node and that some subgraph resolves by id, and no others', () => {
    const documents = [
      'type A implements Node @key(fields: "id") { id: ID! } type B @key(fields: "id") { id: ID! }',
      'type C implements Node @key(fields: "id", resolvable: false) { id: ID! } type D implements Node @key(fields: "key") { id: ID! key: ID! }',
    ].map((sdl) => parse(sdl));
    expect(nodeTypes(documents)).toEqual(['A']);
  });
});

describe('words that are described once', () => {
  const described = (sdl: string): string => print(describeBoilerplate(parse(sdl)));

  test('a description that is there stays', () => {
    expect(described('type T { "mine" id: ID! }')).toContain('"mine"');
  });

  test('connections, edges, ids and the inputs and answers of mutations are filled in, other words are not', () => {
    const text = described(`
      type XConnection { edges: [XEdge!]! pageInfo: PageInfo! }
      type XEdge { cursor: String! node: X! }
      type X { id: ID! cursor: String }
      type Mutation { addX(input: AddXInput!): AddXPayload }
      input AddXInput { name: String }
      type AddXPayload { x: X }
      input XFilter { name: String }`);
    expect(text).toContain('A page of a list (X).');
    expect(text).toContain('What `addX` takes.');
    expect(text).toContain('What `addX` answers when it is done.');
    expect(text.match(/Where this entry stands/g)).toHaveLength(1);
    expect(text).toMatch(/^input XFilter \{\n {2}name: String\n\}$/m);
  });
});
