import composition from '@apollo/composition';
import { ApolloGateway } from '@apollo/gateway';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createEngine } from '../../src/engine/engine.ts';
import { everything, request, wire } from './fixtures/graph.ts';
import { mockExecute } from './fixtures/mock.ts';

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12",
  import: ["@key", "@shareable", "@external", "@requires", "@provides", "@override", "@inaccessible", "@interfaceObject"])\n`;

interface Feature {
  readonly name: string;
  readonly sdls: Readonly<Record<string, string>>;
  readonly resolvers?: Readonly<Record<string, object>>;
  readonly queries: readonly string[];
}

const isBook = (id: string): boolean => /[02]$/.test(id);

const features: readonly Feature[] = [
  {
    name: 'an interface that another subgraph extends as one object',
    sdls: {
      a: `interface Media @key(fields: "id") { id: ID! title: String! }
        type Book implements Media @key(fields: "id") { id: ID! title: String! pages: Int }
        type Film implements Media @key(fields: "id") { id: ID! title: String! minutes: Int }
        type Query { media: [Media!] book: Book }`,
      b: `type Media @key(fields: "id") @interfaceObject { id: ID! rating: Int related: [Media!] } type Query { top: [Media!] }`,
    },
    resolvers: { a: { Media: { __resolveReference: ({ id }: { id: string }) => ({ __typename: isBook(id) ? 'Book' : 'Film', id }) } } },
    queries: [
      '{ media { title rating } }',
      '{ top { id rating } }',
      '{ top { id title rating ... on Book { pages } ... on Film { minutes rating } } }',
      '{ book { rating pages related { __typename title related { id rating } } } }',
    ],
  },
  {
    name: 'several keys, keys of several parts, nested keys',
    sdls: {
      a: `type Product @key(fields: "id") @key(fields: "sku brand { name country { code } }") { id: ID! sku: String! brand: Brand! name: String }
        type Brand @shareable { name: String! country: Country! } type Country @shareable { code: String! }
        type Query { products: [Product!]! }`,
      b: `type Product @key(fields: "sku brand { name country { code } }") { sku: String! brand: Brand! price: Int offers: [Offer!] }
        type Brand @shareable { name: String! country: Country! } type Country @shareable { code: String! }
        type Offer @key(fields: "id") { id: ID! product: Product amount: Int }`,
      c: `type Offer @key(fields: "id") { id: ID! seller: String } type Product @key(fields: "id") { id: ID! stock: Int }`,
    },
    queries: [
      '{ products { name price } }',
      '{ products { stock price offers { seller amount product { name stock brand { country { code } } } } } }',
      '{ products { a: sku sku: name brand { name: country { code } } price } }',
    ],
  },
  {
    name: 'fields that moved, and values that clients do not see',
    sdls: {
      a: `type Item @key(fields: "id") { id: ID! weight: Int state: State } enum State { NEW OLD SECRET @inaccessible } type Query { items: [Item] states: [State] }`,
      b: `type Item @key(fields: "id") { id: ID! weight: Int @override(from: "a") colour: String }`,
    },
    queries: ['{ items { weight colour } }', '{ items { id weight } }'],
  },
  {
    name: 'requirements through lists, unions and other requirements',
    sdls: {
      a: `type Order @key(fields: "id") { id: ID! lines: [Line!]! payment: Payment address: Address }
        type Line @shareable { sku: String! count: Int! } union Payment = Card | Cash type Card @shareable { number: String! } type Cash @shareable { drawer: Int! }
        type Address @shareable { street: String! city: City } type City @key(fields: "id") { id: ID! name: String }
        type Query { orders: [Order!]! }`,
      b: `type Order @key(fields: "id") { id: ID! lines: [Line!]! @external payment: Payment @external address: Address @external
          total: Int @requires(fields: "lines { sku count } payment { ... on Card { number } ... on Cash { drawer } }")
          fee: Int @requires(fields: "address { street city { id } }") label: String @requires(fields: "code") code: String @external }
        type Line @shareable { sku: String! count: Int! } union Payment = Card | Cash type Card @shareable { number: String! } type Cash @shareable { drawer: Int! }
        type Address @shareable { street: String! city: City } type City @key(fields: "id", resolvable: false) { id: ID! }`,
      c: `type Order @key(fields: "id") { id: ID! total: Int @external code: String @requires(fields: "total") }`,
    },
    queries: [
      '{ orders { total } }',
      '{ orders { label } }',
      '{ orders { total: fee fee: label lines { sku: count } payment { __typename ... on Card { n: number } } address { city { name } } } }',
    ],
  },
];

describe.each(features)('$name', ({ sdls, resolvers = {}, queries }) => {
  const { supergraphSdl = '', errors } = composition.composeServices(
    Object.entries(sdls).map(([name, sdl]) => ({ name, url: `http://${name}`, typeDefs: parse(link + sdl) })),
  );
  const schemas = new Map(
    Object.entries(sdls).map(([name, sdl]): [string, GraphQLSchema] => [
      name,
      buildSubgraphSchema({ typeDefs: parse(link + sdl), resolvers: (resolvers[name] ?? {}) as never }),
    ]),
  );
  const ask = (name: string, ...rest: [Parameters<typeof mockExecute>[1], Parameters<typeof mockExecute>[2]]) =>
    mockExecute(schemas.get(name) as GraphQLSchema, ...rest);

  it.each(queries)('%s', async (query) => {
    expect(errors).toBeUndefined();
    const engine = createEngine({
      supergraphSdl,
      subgraphs: new Map(
        [...schemas.keys()].map((name) => [
          name,
          { execute: ({ document, variables }) => ask(name, document, variables), subscribe: () => Promise.reject(new Error('no events')) },
        ]),
      ),
    });
    const ours = wire(await engine.execute({ query }, { viewer: everything, request, transport: 'POST' })) as ExecutionResult;
    process.env.APOLLO_TELEMETRY_DISABLED = '1';
    const gateway = new ApolloGateway({
      supergraphSdl,
      buildService: ({ name }) => ({
        process: async ({ request: fetch }) => (await ask(name, parse(fetch.query ?? ''), fetch.variables ?? {})) as never,
      }),
    });
    const { executor } = await gateway.load({});
    const document = parse(query.replaceAll(/\b(\w+): (\w+)/g, 'own_$1: $2')); // the reference takes a client's alias for the planner's own field
    const theirs = wire(
      await executor({
        document,
        operation: document.definitions[0],
        operationName: null,
        request: { query, variables: {} },
        source: query,
        queryHash: query,
        context: {},
        cache: new Map(),
        schema: engine.schema,
        metrics: {},
        logger: console,
      } as never),
    );
    await gateway.stop();
    expect(ours).toEqual({ data: JSON.parse(JSON.stringify(theirs.data).replaceAll('own_', '')) });
    expect(JSON.stringify(ours.data).length).toBeGreaterThan(30);
  });
});
