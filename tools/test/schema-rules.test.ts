import { buildSchema, parse } from 'graphql';
import { expect, test } from 'vitest';
import { anonymousRootFields, authorizedMutations, knownScopes } from '../check/schema-rules/authorization.ts';
import { describedEverywhere } from '../check/schema-rules/descriptions.ts';
import type { Graph, SchemaRule } from '../check/schema-rules/graph.ts';
import { nullableAcrossSubgraphs } from '../check/schema-rules/nullability.ts';
import { plainRequirements, unchainedRequirements } from '../check/schema-rules/requirements.ts';
import { boundedLists, enumNames, identicalValueTypes, oneInput, ownedKeys } from '../check/schema-rules/shape.ts';

const graphOf = (subgraphs: Readonly<Record<string, string>>, api = 'type Query { a: Int }'): Graph => ({
  subgraphs: Object.entries(subgraphs).map(([name, sdl]) => ({ name, url: '', file: '', document: parse(sdl) })),
  api: buildSchema(api),
});

const cases: readonly { rule: string; check: SchemaRule; graph: Graph; faults: readonly string[] }[] = [
  {
    rule: 'a type, field, argument, enum value or input field without a description is named',
    check: describedEverywhere,
    graph: graphOf({}, '"q" type Query { a(b: Int): E  "c" c("d" d: I): Int } "e" enum E { X } "i" input I { y: Int }'),
    faults: ['Query.a has no description', 'Query.a(b:) has no description', 'E.X has no description', 'I.y has no description'],
  },
  {
    rule: 'a root field must be nullable',
    check: nullableAcrossSubgraphs,
    graph: graphOf({ a: 'type Query { x: Int! y: Int }' }),
    faults: ['Query.x in a must be nullable: it is a root field'],
  },
  {
    rule: 'a reference to an entity of another subgraph must be nullable, also through a union or in a list',
    check: nullableAcrossSubgraphs,
    graph: graphOf({
      a: 'type User @key(fields: "id") { id: ID! name: String! best: User! }',
      b: 'type User @key(fields: "id", resolvable: false) { id: ID! } union Who = User type T { u: User! w: Who! l: [User!]! ok: User }',
    }),
    faults: [
      'T.u in b must be nullable: User is at home in a',
      'T.w in b must be nullable: Who has members of other subgraphs',
      'T.l in b must be nullable: User is at home in a',
    ],
  },
  {
    rule: 'a field given to another subgraph’s entity, and any field of the organization, must be nullable',
    check: nullableAcrossSubgraphs,
    graph: graphOf({
      a: 'type User @key(fields: "id") { id: ID! name: String! age: Int! } type Organization @key(fields: "id") { id: ID! name: String! }',
      b: 'type User @key(fields: "id") { id: ID! name: String! @external trail: Int! }',
    }),
    faults: [
      'Organization.name in a must be nullable: Organization belongs to every subgraph',
      'User.trail in b must be nullable: User is at home in a',
    ],
  },
  {
    rule: 'a mutation takes one input of its own name and answers a payload or result of its own name',
    check: oneInput,
    graph: graphOf({ a: 'type Mutation { signOut: SignOutPayload addX(input: AddXInput!): AddXResult bad(id: ID!, b: Int): Int }' }),
    faults: ['Mutation.bad must take one argument, input: BadInput!', 'Mutation.bad must answer BadPayload or BadResult'],
  },
  {
    rule: 'a list is bounded: @listSize, a default for first, and after for connections',
    check: boundedLists,
    graph: graphOf({ a: 'type T { xs(first: Int): XConnection ys(first: Int = 3): [Int] @listSize(slicingArguments: ["first"]) }' }),
    faults: ['T.xs has no @listSize', 'T.xs has no default for first', 'T.xs has no after'],
  },
  {
    rule: 'a keyed type has a subgraph that resolves it, one kind of keys, and a node has an id prefix',
    check: ownedKeys,
    graph: graphOf(
      {
        a: 'type T @key(fields: "id", resolvable: false) { id: ID! } type M @key(fields: "id") @key(fields: "k", resolvable: false) { id: ID! k: ID! }',
      },
      'interface Node { id: ID! } type Query { n: Node } type User implements Node { id: ID! } type Thing implements Node { id: ID! }',
    ),
    faults: [
      'M in a mixes resolvable and other keys, which the planner answers wrongly',
      'T has a @key that no subgraph resolves',
      'Thing is a Node without an id prefix',
    ],
  },
  {
    rule: 'a root type has no key',
    check: ownedKeys,
    graph: graphOf({ a: 'type Subscription @key(fields: "id") { id: ID! }' }),
    faults: ['Subscription in a is a root type and cannot have a @key'],
  },
  {
    rule: 'enum values are UPPER_SNAKE',
    check: enumNames,
    graph: graphOf({ a: 'enum E { GOOD_1 bad }' }),
    faults: ['E.bad in a is not UPPER_SNAKE'],
  },
  {
    rule: 'a shared value type is the same everywhere, descriptions apart',
    check: identicalValueTypes,
    graph: graphOf({
      a: '"x" type SystemActor { "y" name: String! }',
      b: 'type SystemActor { name: String! }',
      c: 'type SystemActor { name: String }',
    }),
    faults: ['SystemActor is not the same in a and c'],
  },
  {
    rule: 'what a field requires has no arguments',
    check: plainRequirements,
    graph: graphOf({ a: 'type T { a: Int @requires(fields: "b(c: 1)") d: Int @requires(fields: "e { f }") }' }),
    faults: ['T.a in a: @requires must not give arguments to a field'],
  },
  {
    rule: 'a field requires nothing that itself requires, in whichever subgraph and however deep',
    check: unchainedRequirements,
    graph: graphOf({
      a: 'type T @key(fields: "id") { id: ID! weight: Int } type U @key(fields: "id") { id: ID! t: T }',
      b: 'type T @key(fields: "id") { id: ID! weight: Int @external cost: Int @requires(fields: "weight") }',
      c: `type T @key(fields: "id") { id: ID! cost: Int @external price: Int @requires(fields: "id cost") }
          type U @key(fields: "id") { id: ID! t: T @external total: Int @requires(fields: "t { ... on T { cost } }") plain: Int @requires(fields: "t { id }") }`,
    }),
    faults: [
      'T.price in c requires T.cost, which itself requires something in b: the planner answers that wrongly',
      'U.total in c requires T.cost, which itself requires something in b: the planner answers that wrongly',
    ],
  },
  {
    rule: 'a root field that asks for no sign-in is on the list of those',
    check: anonymousRootFields,
    graph: graphOf({
      a: 'type Query { viewer: Int open: Int closed: Int @authenticated } type Subscription { s: Int } type Mutation { signIn: Int m: Int @requiresScopes(scopes: [["search:read"]]) }',
    }),
    faults: [
      'Query.open can be asked without signing in and is not on the list of those',
      'Subscription.s can be asked without signing in and is not on the list of those',
    ],
  },
  {
    rule: 'a mutation is scoped, a person’s own affair, or for the anonymous',
    check: authorizedMutations,
    graph: graphOf({ a: 'type Mutation { signIn: Int signOut: Int @authenticated wipe: Int @authenticated }' }),
    faults: ["Mutation.wipe needs a scope: it is neither a person's own affair nor for the anonymous"],
  },
  {
    rule: 'a required scope is one that can be held',
    check: knownScopes,
    graph: graphOf({ a: 'type Query { a: Int @requiresScopes(scopes: [["search:read"], ["nope:never"]]) }' }),
    faults: ['a requires the scope nope:never, which does not exist'],
  },
];

test.each(cases)('$rule', ({ check, graph, faults }) => {
  expect(check(graph)).toEqual(faults);
});
