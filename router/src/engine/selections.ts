import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type InlineFragmentNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** A selection without named fragments. */
export type FlatSelection = FieldNode | InlineFragmentNode;

export const responseKey = (field: FieldNode): string => (field.alias ?? field.name).value;

/**
 * The operation with its named fragments written out, so that everything after reads one tree. Bounded by the limit on recursive
 * selections, which is checked before.
 */
export function inlineFragments(document: DocumentNode, operation: OperationDefinitionNode): OperationDefinitionNode {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const flatten = (set: SelectionSetNode): SelectionSetNode => ({
    kind: Kind.SELECTION_SET,
    selections: set.selections.map((selection): SelectionNode => {
      if (selection.kind === Kind.FIELD)
        return selection.selectionSet === undefined ? selection : { ...selection, selectionSet: flatten(selection.selectionSet) };
      if (selection.kind === Kind.INLINE_FRAGMENT) return { ...selection, selectionSet: flatten(selection.selectionSet) };
      const fragment = fragments.get(selection.name.value);
      if (fragment === undefined) throw new Error('A validated operation spreads an unknown fragment');
      return inlineFragment(fragment.typeCondition.name.value, flatten(fragment.selectionSet), selection.directives ?? []);
    }),
  });
  return { ...operation, selectionSet: flatten(operation.selectionSet) };
}

export const inlineFragment = (
  typeName: string,
  selectionSet: SelectionSetNode,
  directives: readonly DirectiveNode[] = [],
): InlineFragmentNode => ({
  kind: Kind.INLINE_FRAGMENT,
  typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: typeName } },
  directives,
  selectionSet,
});

export const fieldNode = (name: string, alias?: string): FieldNode => ({
  kind: Kind.FIELD,
  name: { kind: Kind.NAME, value: name },
  ...(alias === undefined || alias === name ? {} : { alias: { kind: Kind.NAME, value: alias } }),
});

export const typenameNode: FieldNode = fieldNode('__typename');

/** The selections of a tree without named fragments. */
export const flatSelections = (set: SelectionSetNode): readonly FlatSelection[] => set.selections as readonly FlatSelection[];

export function conditionType(schema: GraphQLSchema, fragment: InlineFragmentNode, parent: GraphQLCompositeType): GraphQLCompositeType {
  if (fragment.typeCondition === undefined) return parent;
  const type = schema.getType(fragment.typeCondition.name.value);
  if (!isCompositeType(type)) throw new Error('A validated operation has a fragment on a type that has no fields');
  return type;
}

/** The type that a field answers with, if it is one with fields. */
export function compositeTypeOf(parent: GraphQLCompositeType, fieldName: string): GraphQLCompositeType | null {
  const field = 'getFields' in parent ? parent.getFields()[fieldName] : undefined;
  const type = field === undefined ? undefined : getNamedType(field.type);
  return isCompositeType(type) ? type : null;
}

/** Does an object of the type `typeName` meet the condition `on`? */
export function isOfType(schema: GraphQLSchema, typeName: string, on: string): boolean {
  if (typeName === on) return true;
  const condition = schema.getType(on);
  const type = schema.getType(typeName);
  return isAbstractType(condition) && isObjectType(type) && schema.isSubType(condition, type);
}

/** `@skip` and `@include` on one selection: null when neither depends on a variable and the selection is always there. */
export type Condition = (variables: Readonly<Record<string, unknown>>) => boolean;

export function conditionOf(directives: readonly DirectiveNode[] | undefined): Condition | null {
  const conditions: Condition[] = [];
  for (const directive of directives ?? []) {
    const wanted = directive.name.value === 'include';
    if (!wanted && directive.name.value !== 'skip') continue;
    const value = directive.arguments?.find((argument) => argument.name.value === 'if')?.value;
    if (value?.kind === Kind.VARIABLE) {
      const name = value.name.value;
      conditions.push((variables) => (variables[name] === true) === wanted);
    } else if (value?.kind === Kind.BOOLEAN && value.value !== wanted) conditions.push(() => false);
  }
  const [first, second] = conditions;
  if (first === undefined) return null;
  return second === undefined ? first : (variables) => conditions.every((condition) => condition(variables));
}
