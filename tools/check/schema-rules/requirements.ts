import { Kind, type SelectionSetNode, parse, print } from 'graphql';
import { type Graph, type SchemaRule, argument, directives, hasDirective, namedType, objectTypes } from './graph.ts';

/** A `@requires` or `@provides` that gives a field arguments: two of them would collide in one fetch, with wrong data and no error. */
export const plainRequirements: SchemaRule = ({ subgraphs }) =>
  subgraphs.flatMap((subgraph) =>
    objectTypes(subgraph).flatMap((type) =>
      (type.fields ?? []).flatMap((field) =>
        ['requires', 'provides'].flatMap((name) =>
          directives(field, name).some((directive) =>
            print(directive)
              .replace(/^@\w+\(/, '')
              .includes('('),
          )
            ? [`${type.name.value}.${field.name.value} in ${subgraph.name}: @${name} must not give arguments to a field`]
            : [],
        ),
      ),
    ),
  );

/**
 * A field that `@requires` one which itself `@requires`: the planner asks for the first before the second can be known, and answers it from
 * what is not there, without an error. The requirement of the second stands in the first one's place.
 */
export const unchainedRequirements: SchemaRule = (graph) => {
  const fieldTypes = typesOfFields(graph);
  const requiring = new Map<string, string>();
  for (const subgraph of graph.subgraphs)
    for (const type of objectTypes(subgraph))
      for (const field of type.fields ?? [])
        if (hasDirective(field, 'requires')) requiring.set(`${type.name.value}.${field.name.value}`, subgraph.name);
  return graph.subgraphs.flatMap((subgraph) =>
    objectTypes(subgraph).flatMap((type) =>
      (type.fields ?? []).flatMap((field) =>
        directives(field, 'requires').flatMap((directive) => {
          const fields = argument(directive, 'fields');
          const required = fields?.kind === Kind.STRING ? coordinates(type.name.value, fields.value, fieldTypes) : [];
          return required
            .filter((coordinate) => requiring.has(coordinate))
            .map(
              (coordinate) =>
                `${type.name.value}.${field.name.value} in ${subgraph.name} requires ${coordinate}, which itself requires something in ${requiring.get(coordinate)}: the planner answers that wrongly`,
            );
        }),
      ),
    ),
  );
};

/** The type of every field of an object or interface, by `Type.field`, over all subgraphs. */
function typesOfFields({ subgraphs }: Graph): ReadonlyMap<string, string> {
  const types = new Map<string, string>();
  for (const { document } of subgraphs)
    for (const definition of document.definitions)
      if (definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION)
        for (const field of definition.fields ?? []) types.set(`${definition.name.value}.${field.name.value}`, namedType(field.type));
  return types;
}

/** Every `Type.field` that a field set names, at any depth. */
function coordinates(type: string, fieldSet: string, fieldTypes: ReadonlyMap<string, string>): readonly string[] {
  const walk = (on: string, { selections }: SelectionSetNode): readonly string[] =>
    selections.flatMap((selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
      if (selection.kind === Kind.INLINE_FRAGMENT) return walk(selection.typeCondition?.name.value ?? on, selection.selectionSet);
      const coordinate = `${on}.${selection.name.value}`;
      const below = fieldTypes.get(coordinate);
      return [coordinate, ...(selection.selectionSet === undefined || below === undefined ? [] : walk(below, selection.selectionSet))];
    });
  const [operation] = parse(`{ ${fieldSet} }`).definitions;
  return operation?.kind === Kind.OPERATION_DEFINITION ? walk(type, operation.selectionSet) : [];
}
