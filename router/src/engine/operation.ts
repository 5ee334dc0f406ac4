import {
  isAbstractType,
  isObjectType,
  Kind,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type OperationTypeNode,
  type SelectionSetNode,
} from 'graphql';
import type { FieldFault } from '@conhub/subgraph-kit';
import { LRUCache } from 'lru-cache';
import { badInput, type Refusal } from './failure.ts';
import { introspectionOf, type Introspection } from './introspection.ts';
import type { Limits } from './limits.ts';
import type { PlanningContext } from './planned-operation.ts';
import { sourceKey } from './planned-operation.ts';
import type { PlannedVariant } from './planning.ts';
import { compileShape, type Shape } from './projection.ts';
import { compositeTypeOf, conditionType, flatSelections, inlineFragments } from './selections.ts';
import { checkPageSize, readVariables, type VariableDefinition } from './variables.ts';

/** Everything that is known of an operation before it is known who asks and with which variables. */
export interface Operation {
  readonly kind: OperationTypeNode;
  readonly name: string | undefined;
  readonly definition: OperationDefinitionNode;
  readonly variables: readonly VariableDefinition[];
  /** Variables that are page sizes (`first`). */
  readonly pageSizes: ReadonlySet<string>;
  /** What the operation asks of its viewer, over all its fields. */
  readonly requirements: readonly number[];
  /** A mutation that signs in and does nothing else: what it answers is seen with the eyes of who has just signed in. */
  readonly isSignIn: boolean;
  readonly shape: Shape;
  readonly introspection: Introspection | null;
  /** Plans by what the viewer may see. */
  readonly variants: LRUCache<string, PlannedVariant>;
}

/** One operation is planned for as many kinds of viewers as there are roles and keys in use; the rest is planned again. */
const variantsMax = 8;

/** By the type it answers: the users subgraph resolves `SignInPayload.viewer` for the session that the mutation has opened. */
function isSignIn(schema: GraphQLSchema, { operation, selectionSet }: OperationDefinitionNode): boolean {
  const payload = schema.getType('SignInPayload');
  const mutation = schema.getMutationType();
  if (operation !== 'mutation' || !mutation || !isObjectType(payload)) return false;
  return flatSelections(selectionSet).every((selection) => {
    if (selection.kind !== Kind.FIELD) return false;
    if (selection.name.value === '__typename') return true;
    const result = compositeTypeOf(mutation, selection.name.value);
    return isAbstractType(result) && schema.isSubType(result, payload);
  });
}

/** Compiles a valid operation. */
export function compileOperation(
  context: PlanningContext,
  document: DocumentNode,
  chosen: OperationDefinitionNode,
  limits: Limits,
): Operation | Refusal {
  const { schema, requirements } = context;
  const definition = inlineFragments(document, chosen);
  const faults: FieldFault[] = [];
  const pageSizes = new Set<string>();
  const asked = new Set<number>();
  walkFields(
    schema,
    definition,
    (parentName, field) => {
      const requirement = requirements.ofField(parentName, field.name.value);
      if (requirement !== -1) asked.add(requirement);
      for (const argument of field.arguments ?? []) {
        if (argument.name.value !== 'first') continue;
        if (argument.value.kind === Kind.VARIABLE) pageSizes.add(argument.value.name.value);
        else if (argument.value.kind === Kind.INT) checkPageSize(Number(argument.value.value), ['first'], limits, faults);
      }
    },
    (typeName) => {
      const requirement = requirements.ofType(typeName);
      if (requirement !== -1) asked.add(requirement);
    },
  );
  if (faults.length > 0) return badInput(faults);
  const rootType = schema.getRootType(definition.operation);
  if (!rootType) throw new Error('A validated operation is of a kind that the schema does not have');
  return {
    kind: definition.operation,
    name: definition.name?.value,
    definition,
    variables: readVariables(schema, definition),
    pageSizes,
    requirements: [...asked].sort((a, b) => a - b),
    isSignIn: isSignIn(schema, definition),
    shape: compileShape(
      {
        schema,
        requirements,
        audited: context.audited,
        sourceKey: (fieldName, key, isAliased) => sourceKey(context, fieldName, key, isAliased),
      },
      rootType,
      [{ set: definition.selectionSet, condition: null }],
    ),
    introspection: introspectionOf(schema, definition),
    variants: new LRUCache({ max: variantsMax }),
  };
}

type FieldNodeLike = Extract<SelectionSetNode['selections'][number], { kind: Kind.FIELD }>;

function walkFields(
  schema: GraphQLSchema,
  definition: OperationDefinitionNode,
  onField: (parentName: string, field: FieldNodeLike) => void,
  onCondition: (typeName: string) => void,
): void {
  const walk = (set: SelectionSetNode, parent: Parameters<typeof conditionType>[2]): void => {
    for (const selection of flatSelections(set)) {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const type = conditionType(schema, selection, parent);
        if (type !== parent) onCondition(type.name);
        walk(selection.selectionSet, type);
        continue;
      }
      onField(parent.name, selection);
      const type = selection.selectionSet === undefined ? null : compositeTypeOf(parent, selection.name.value);
      if (type !== null && selection.selectionSet !== undefined) walk(selection.selectionSet, type);
    }
  };
  const rootType = schema.getRootType(definition.operation);
  if (rootType) walk(definition.selectionSet, rootType);
}
