import { Kind } from 'graphql';
import type { FieldDefinitionNode, ObjectTypeDefinitionNode } from 'graphql';
import {
  type Graph,
  type SchemaRule,
  hasDirective,
  homes,
  hubTypes,
  isNullable,
  keysOf,
  namedType,
  objectTypes,
  rootTypes,
} from './graph.ts';

/**
 * A broken subgraph costs its fields, not the answer: nullable are root fields, references to entities of another subgraph, fields
 * contributed to another subgraph's entity, and all fields of hub entities.
 */
export const nullableAcrossSubgraphs: SchemaRule = (graph) => {
  const home = homes(graph.subgraphs);
  const foreign = foreignUnions(graph, home);
  return graph.subgraphs.flatMap(({ name: subgraph, ...rest }) =>
    objectTypes({ name: subgraph, ...rest }).flatMap((type) =>
      (type.fields ?? []).flatMap((field) => {
        const reason = reasonToBeNullable(subgraph, type, field, home, foreign);
        return reason === null || isNullable(field.type)
          ? []
          : [`${type.name.value}.${field.name.value} in ${subgraph} must be nullable: ${reason}`];
      }),
    ),
  );
};

function reasonToBeNullable(
  subgraph: string,
  type: ObjectTypeDefinitionNode,
  field: FieldDefinitionNode,
  home: ReadonlyMap<string, string>,
  foreign: ReadonlySet<string>,
): string | null {
  const [typeName, target] = [type.name.value, namedType(field.type)];
  if (hasDirective(field, 'external')) return null;
  if (keysOf(type).some(({ fields }) => fields.split(/[\s{}]+/).includes(field.name.value))) return null;
  if (rootTypes.has(typeName)) return 'it is a root field';
  if (hubTypes.has(typeName)) return `${typeName} belongs to every subgraph`;
  const owner = home.get(typeName);
  if (owner !== undefined && owner !== subgraph) return `${typeName} is at home in ${owner}`;
  const targetHome = home.get(target);
  if (targetHome !== undefined && targetHome !== subgraph && !hubTypes.has(target)) return `${target} is at home in ${targetHome}`;
  return foreign.has(`${subgraph}.${target}`) ? `${target} has members of other subgraphs` : null;
}

/** `subgraph.Union` for every union that holds an entity of another subgraph. */
function foreignUnions({ subgraphs }: Graph, home: ReadonlyMap<string, string>): ReadonlySet<string> {
  const unions = new Set<string>();
  for (const { name, document } of subgraphs) {
    for (const definition of document.definitions) {
      if (definition.kind !== Kind.UNION_TYPE_DEFINITION) continue;
      const isForeign = definition.types?.some((member) => (home.get(member.name.value) ?? name) !== name) ?? false;
      if (isForeign) unions.add(`${name}.${definition.name.value}`);
    }
  }
  return unions;
}
