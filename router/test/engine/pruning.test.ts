import * as fc from 'fast-check';
import {
  execute,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  print,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type ExecutionResult,
} from 'graphql';
import { anonymous, type Viewer } from '@conhub/subgraph-kit';
import { expect, it } from 'vitest';
import { generateQuery } from './fixtures/generate.ts';
import { createGraph, everything, person, sdls, wire } from './fixtures/graph.ts';

const graph = createGraph();
const { schema } = graph.engine;

/** Who may see what, read from the subgraphs' texts in the plainest way: an independent second opinion. */
const rules = new Map<string, string[][][]>();
for (const sdl of Object.values(sdls)) {
  for (const definition of parse(sdl).definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    const type = definition.name.value;
    const fields = (definition.fields ?? []).map((field) => ({ name: `${type}.${field.name.value}`, directives: field.directives }));
    for (const { name, directives } of [{ name: type, directives: definition.directives }, ...fields]) {
      for (const directive of directives ?? []) {
        const known = rules.get(name) ?? [];
        const [argument] = directive.arguments ?? [];
        if (directive.name.value === 'authenticated') rules.set(name, known);
        if (directive.name.value === 'requiresScopes' && argument !== undefined)
          rules.set(name, [...known, JSON.parse(print(argument.value)) as string[][]]);
      }
    }
  }
}

function isAllowed(name: string, viewer: Viewer): boolean {
  const rule = rules.get(name);
  if (rule === undefined) return true;
  return viewer.kind === 'user' && rule.every((anyOf) => anyOf.some((all) => all.every((scope) => viewer.scopes.includes(scope))));
}

/** The query with the type's name in every object, to know behind an interface what was found. */
const typed = (document: DocumentNode): DocumentNode => {
  const types = new TypeInfo(schema);
  const typename = {
    kind: Kind.FIELD,
    name: { kind: Kind.NAME, value: '__typename' },
    alias: { kind: Kind.NAME, value: 'theType' },
  } as const;
  return visit(
    document,
    visitWithTypeInfo(types, {
      SelectionSet: {
        leave: (set) => (isAbstractType(types.getParentType()) ? { ...set, selections: [...set.selections, typename] } : undefined),
      },
    }),
  );
};

/** What the viewer must see: everything's answer, executed again by graphql-js with every denied field as an error. */
function expected(document: DocumentNode, full: ExecutionResult, viewer: Viewer): unknown {
  const result = execute({
    schema,
    document,
    rootValue: full.data,
    fieldResolver: (source: Record<string, unknown>, _args, _context, info) => {
      const named = getNamedType(info.returnType);
      if (!isAllowed(`${info.parentType.name}.${info.fieldName}`, viewer)) throw new Error('denied');
      if (isObjectType(named) && !isAllowed(named.name, viewer)) throw new Error('denied');
      return source[String(info.path.key)];
    },
    typeResolver: (value: { theType: string }) => {
      if (!isAllowed(value.theType, viewer)) throw new Error('denied');
      return value.theType;
    },
  }) as ExecutionResult;
  return wire(result).data;
}

const scopes = ['search:read', 'documents:read', 'audit:read', 'members:manage', 'keys:manage'];

it('for every query and every viewer: exactly what the directives allow is shown, and nothing denied is fetched', async () => {
  const viewers = fc.oneof(
    fc.constant<Viewer>(anonymous),
    fc.subarray(scopes).map((chosen) => person(chosen)),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat({ max: 1000 }), { minLength: 5, maxLength: 90 }), viewers, async (tape, viewer) => {
      const document = parse(generateQuery(schema, tape));
      fc.pre(validate(schema, document).length === 0);
      const query = print(document);
      fc.pre(viewer.kind !== 'anonymous' || !query.includes('viewer')); // answers by who asks, and everybody else here is one person
      const full = wire(await graph.run(print(typed(document)), { viewer: everything }));
      graph.sent.length = 0;
      const shown = wire(await graph.run(query, { viewer }));
      expect({ query, data: shown.data }).toEqual({ query, data: expected(document, full, viewer) });
      const usual = new Set([
        viewer.kind === 'anonymous' ? 'UNAUTHENTICATED' : 'FORBIDDEN',
        ...(full.errors ?? []).map((error) => error.extensions?.code),
      ]);
      for (const error of shown.errors ?? [])
        expect({ query, code: error.extensions?.code }).toEqual({ query, code: expect.toSatisfy((code) => usual.has(code)) });
      for (const sent of graph.sent)
        for (const name of fieldsOf(sent.fetch.document)) expect([name, isAllowed(name, viewer)]).toEqual([name, true]);
    }),
    { numRuns: 60 },
  );
});

/** `Type.field` of every field that a request to a subgraph names on a concrete type. */
function fieldsOf(document: DocumentNode): string[] {
  const types = new TypeInfo(schema);
  const found: string[] = [];
  visit(
    document,
    visitWithTypeInfo(types, {
      Field(field) {
        const parent = types.getParentType();
        if (isObjectType(parent) && !isInterfaceType(parent)) found.push(`${parent.name}.${field.name.value}`);
        const type = types.getType();
        const named = type === undefined || type === null ? undefined : getNamedType(type);
        if (isCompositeType(named) && isObjectType(named)) found.push(named.name);
      },
    }),
  );
  return found;
}
