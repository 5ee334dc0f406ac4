import {
  isAbstractType,
  isNonNullType,
  isObjectType,
  Kind,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import type { Capability, Requirements } from './requirements.ts';
import { compositeTypeOf, conditionType, fieldNode, flatSelections, responseKey, typenameNode } from './selections.ts';

/**
 * Client aliases, and fields whose arguments a `@requires` also chooses, are planned under names of our own: the planner puts what it
 * needs for itself (keys, required fields) beside the client's fields, and takes the client's alias for its own field otherwise.
 */
const privatePrefix = '_c_';

export interface PlanningContext {
  readonly schema: GraphQLSchema;
  readonly requirements: Requirements;
  readonly audited: ReadonlySet<string>;
  /** Root fields whose objects have to be confirmed by their id. */
  readonly stubFields: ReadonlySet<string>;
  /** Names of fields that some `@requires` selects with arguments. */
  readonly requiredWithArguments: ReadonlySet<string>;
}

export interface DeniedField {
  /** `Type.field`, or the type's name where an object is denied. */
  readonly coordinate: string;
  /** Response keys from the root, without list indices. */
  readonly path: readonly string[];
}

export interface PlannedOperation {
  /** What is planned: without what the viewer may not see, without introspection. Null when nothing is left. */
  readonly operation: OperationDefinitionNode | null;
  readonly denied: readonly DeniedField[];
  /** A mutation's root field is denied, or would answer null because of a denied field: nothing of it may run. */
  readonly isRefused: boolean;
}

export function sourceKey(
  context: { requiredWithArguments: ReadonlySet<string> },
  fieldName: string,
  key: string,
  isAliased: boolean,
): string {
  if (fieldName.startsWith('__')) return key;
  return isAliased || context.requiredWithArguments.has(fieldName) ? privatePrefix + key : key;
}

/** A client's variable under the planner's own name would be taken for the entities' representations. */
export const plannedVariable = (name: string): string => (/^_*representations/.test(name) ? `_${name}` : name);

interface Pruned {
  readonly set: SelectionSetNode;
  readonly isEmpty: boolean;
  /** A denied field that may not be null takes its parent with it. */
  readonly isNulled: boolean;
}

/** Cuts an operation down to what a viewer may ask for, and rewrites it for the planner. Runs before planning, once per capability. */
export function preparePlanning(context: PlanningContext, operation: OperationDefinitionNode, capability: Capability): PlannedOperation {
  const { schema, requirements } = context;
  const denied: DeniedField[] = [];
  let isRootNulled = false;
  const isAllowed = (requirement: number): boolean => requirement === -1 || capability.allowed[requirement] === true;

  const pruneField = (
    field: FieldNode,
    parent: GraphQLCompositeType,
    path: readonly string[],
  ): { field: FieldNode | null; isNulled: boolean } => {
    const name = field.name.value;
    const key = responseKey(field);
    const definition = 'getFields' in parent ? parent.getFields()[name] : undefined;
    const isNonNull = definition !== undefined && isNonNullType(definition.type);
    if (!isAllowed(requirements.ofField(parent.name, name))) {
      denied.push({ coordinate: `${parent.name}.${name}`, path: [...path, key] });
      return { field: null, isNulled: isNonNull };
    }
    const source = sourceKey(context, name, key, field.alias !== undefined);
    const { alias: _, ...rest } = field;
    const renamed: FieldNode = {
      ...rest,
      ...(source === name ? {} : { alias: { kind: Kind.NAME, value: source } }),
      arguments: (field.arguments ?? []).map((argument) => ({ ...argument, value: renameVariables(argument.value) })),
      directives: renameDirectives(field.directives),
    };
    const type = field.selectionSet === undefined ? null : compositeTypeOf(parent, name);
    if (type === null || field.selectionSet === undefined) return { field: renamed, isNulled: false };
    // An event is known by the entity in its payload.
    const isEventEntity =
      operation.operation === 'subscription' && path.length <= 1 && isObjectType(type) && type.getFields().id !== undefined;
    const needsId = isEventEntity || context.stubFields.has(`${parent.name}.${name}`);
    const inner = prune(field.selectionSet, type, [...path, key], needsId);
    if (path.length === 0 && inner.isNulled) isRootNulled = true;
    return { field: { ...renamed, selectionSet: inner.set }, isNulled: inner.isNulled && isNonNull };
  };

  const prune = (set: SelectionSetNode, parent: GraphQLCompositeType, path: readonly string[], needsId = false): Pruned => {
    const kept: SelectionNode[] = [];
    let isNulled = false;
    let isIdNeeded = needsId;
    for (const selection of flatSelections(set)) {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const type = conditionType(schema, selection, parent);
        if (isObjectType(type) && type !== parent && !isAllowed(requirements.ofType(type.name))) {
          denied.push({ coordinate: type.name, path });
          continue;
        }
        const inner = prune(selection.selectionSet, type, path);
        if (!inner.isEmpty) kept.push({ ...selection, directives: renameDirectives(selection.directives), selectionSet: inner.set });
        isNulled ||= inner.isNulled && type === parent;
      } else if (selection.name.value === '__typename') {
        if (!kept.includes(typenameNode)) kept.push(typenameNode);
      } else if (!selection.name.value.startsWith('__')) {
        const pruned = pruneField(selection, parent, path);
        if (pruned.field !== null) kept.push(pruned.field);
        isNulled ||= pruned.isNulled;
        isIdNeeded ||= context.audited.has(`${parent.name}.${selection.name.value}`);
      }
    }
    if (isIdNeeded) kept.push(fieldNode('id'));
    const isEmpty = kept.length === 0;
    // The planner adds it only once per response key, perhaps in a part that a @skip takes away; and it drops an object all of whose
    // fields may be skipped, though the object itself is asked for.
    const needsTypename = isAbstractType(parent) || kept.every((selection) => (selection.directives ?? []).length > 0);
    if (needsTypename && !kept.includes(typenameNode)) kept.push(typenameNode);
    return { set: { kind: Kind.SELECTION_SET, selections: isEmpty ? [typenameNode] : kept }, isEmpty, isNulled };
  };

  const rootType = schema.getRootType(operation.operation);
  if (!rootType) throw new Error('A validated operation is of a kind that the schema does not have');
  const pruned = prune(operation.selectionSet, rootType, []);
  const isRefused = operation.operation === 'mutation' && (isRootNulled || denied.some((field) => field.path.length === 1));
  const onlyTypename = pruned.set.selections.every((selection) => selection === typenameNode);
  return {
    operation:
      pruned.isEmpty || onlyTypename
        ? null
        : { ...operation, selectionSet: pruned.set, variableDefinitions: renameDefinitions(operation), directives: [] },
    denied,
    isRefused,
  };
}

/** The client's name of a variable in a planned operation. */
export const clientVariable = (name: string): string => (/^_+representations/.test(name) ? name.slice(1) : name);

function renameDirectives(directives: FieldNode['directives']): NonNullable<FieldNode['directives']> {
  return (directives ?? []).map((directive) => ({
    ...directive,
    arguments: (directive.arguments ?? []).map((argument) => ({
      ...argument,
      value: renameVariables(argument.value) as typeof argument.value,
    })),
  }));
}

function renameDefinitions(operation: OperationDefinitionNode): NonNullable<OperationDefinitionNode['variableDefinitions']> {
  return (operation.variableDefinitions ?? []).map((definition) => ({
    ...definition,
    variable: renameVariables(definition.variable) as typeof definition.variable,
    directives: [],
  }));
}

function renameVariables(value: ValueNode): ValueNode {
  if (value.kind === Kind.VARIABLE) {
    const name = plannedVariable(value.name.value);
    return name === value.name.value ? value : { ...value, name: { ...value.name, value: name } };
  }
  if (value.kind === Kind.LIST) return { ...value, values: value.values.map(renameVariables) };
  if (value.kind === Kind.OBJECT)
    return { ...value, fields: value.fields.map((field) => ({ ...field, value: renameVariables(field.value) })) };
  return value;
}
