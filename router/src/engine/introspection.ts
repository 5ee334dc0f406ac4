import {
  execute,
  Kind,
  type DocumentNode,
  type ExecutionResult,
  type FieldNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
} from 'graphql';
import { flatSelections } from './selections.ts';
import type { Data } from './projection.ts';
import type { Variables } from './variables.ts';

export interface Introspection {
  /** The answers by response key. */
  answer(variables: Variables): Data;
}

/** The part of an operation that asks about the schema itself: `__schema` and `__type`, answered here. Null when there is none. */
export function introspectionOf(schema: GraphQLSchema, operation: OperationDefinitionNode): Introspection | null {
  const pick = (selections: readonly SelectionNode[]): SelectionNode[] =>
    selections.flatMap((selection): SelectionNode[] => {
      if (selection.kind === Kind.FIELD) return isIntrospection(selection) ? [selection] : [];
      if (selection.kind !== Kind.INLINE_FRAGMENT) return [];
      const inner = pick(flatSelections(selection.selectionSet));
      return inner.length === 0 ? [] : [{ ...selection, selectionSet: { ...selection.selectionSet, selections: inner } }];
    });
  const selections = pick(operation.selectionSet.selections);
  if (selections.length === 0) return null;
  const document: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [{ ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections } }],
  };
  let fixed: Data | null = null;
  return {
    answer(variables) {
      if (fixed !== null) return { ...fixed };
      const result = execute({ schema, document, variableValues: variables }) as ExecutionResult;
      const data: Data = { ...result.data };
      if ((operation.variableDefinitions ?? []).length === 0) fixed = data;
      return { ...data };
    },
  };
}

const isIntrospection = (field: FieldNode): boolean => field.name.value === '__schema' || field.name.value === '__type';
