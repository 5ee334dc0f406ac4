import {
  type ConstDirectiveNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  Kind,
  type ObjectTypeDefinitionNode,
  type TypeNode,
  buildSchema,
} from 'graphql';
import { composeSupergraph, routerSubgraph } from '../../compose/compose.ts';
import type { SubgraphDocument } from '../../compose/compose.ts';

/** What the rules look at: the subgraphs' documents and what clients see. */
export interface Graph {
  readonly subgraphs: readonly SubgraphDocument[];
  readonly api: GraphQLSchema;
}

/** A rule answers its faults, one sentence each. */
export type SchemaRule = (graph: Graph) => readonly string[];

export const rootTypes: ReadonlySet<string> = new Set(['Query', 'Mutation', 'Subscription']);

/** The tenant: every subgraph contributes to it, so nothing on it may take the rest down. */
export const hubTypes: ReadonlySet<string> = new Set(['Organization']);

export function readGraph(root: string): Graph {
  const { subgraphs, api } = composeSupergraph(root);
  return { subgraphs: subgraphs.filter(({ name }) => name !== routerSubgraph), api: buildSchema(api) };
}

export const objectTypes = (subgraph: SubgraphDocument): readonly ObjectTypeDefinitionNode[] =>
  subgraph.document.definitions.filter((definition) => definition.kind === Kind.OBJECT_TYPE_DEFINITION);

export const directives = (node: { readonly directives?: readonly ConstDirectiveNode[] }, name: string): readonly ConstDirectiveNode[] =>
  node.directives?.filter((directive) => directive.name.value === name) ?? [];

export const hasDirective = (node: { readonly directives?: readonly ConstDirectiveNode[] }, name: string): boolean =>
  directives(node, name).length > 0;

export const namedType = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type));

export const isNullable = (type: TypeNode): boolean => type.kind !== Kind.NON_NULL_TYPE;

export const argument = (directive: ConstDirectiveNode, name: string) =>
  directive.arguments?.find((entry) => entry.name.value === name)?.value;

export interface Key {
  readonly fields: string;
  readonly isResolvable: boolean;
}

export const keysOf = (type: ObjectTypeDefinitionNode): readonly Key[] =>
  directives(type, 'key').map((directive) => {
    const fields = argument(directive, 'fields');
    const resolvable = argument(directive, 'resolvable');
    return {
      fields: fields?.kind === Kind.STRING ? fields.value : '',
      isResolvable: resolvable?.kind !== Kind.BOOLEAN || resolvable.value,
    };
  });

/** The subgraph an entity is at home in: the one that gives it the most fields. */
export function homes(subgraphs: readonly SubgraphDocument[]): ReadonlyMap<string, string> {
  const most = new Map<string, { readonly name: string; readonly count: number }>();
  for (const subgraph of subgraphs) {
    for (const type of objectTypes(subgraph)) {
      if (!hasDirective(type, 'key')) continue;
      const count = type.fields?.filter((field) => !hasDirective(field, 'external')).length ?? 0;
      if (count > (most.get(type.name.value)?.count ?? 0)) most.set(type.name.value, { name: subgraph.name, count });
    }
  }
  return new Map([...most].map(([type, { name }]) => [type, name]));
}

export interface RootField {
  readonly subgraph: string;
  readonly type: string;
  readonly field: FieldDefinitionNode;
}

export const rootFields = (graph: Graph): readonly RootField[] =>
  graph.subgraphs.flatMap((subgraph) =>
    objectTypes(subgraph)
      .filter((type) => rootTypes.has(type.name.value))
      .flatMap((type) => (type.fields ?? []).map((field) => ({ subgraph: subgraph.name, type: type.name.value, field }))),
  );
