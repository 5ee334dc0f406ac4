import {
  getNamedType,
  isAbstractType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type GraphQLCompositeType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import type { Capability, Requirements } from './requirements.ts';
import { conditionOf, conditionType, flatSelections, responseKey, type Condition } from './selections.ts';
import type { Variables } from './variables.ts';

/** The answer as the subgraphs' results were merged into it. */
export type Data = Record<string, unknown>;

/** What a projection meets on its way, in the client's paths. */
export interface ProjectionObserver {
  /** A field, or the object behind it, that this viewer may not see. */
  denied(path: readonly (string | number)[], coordinate: string): void;
  /** A null where the schema promises a value. `absent`: the object behind it is hidden or gone, so nothing is wrong. */
  missing(path: readonly (string | number)[], coordinate: string, absent: boolean): void;
  /** A read that audit wants to know of, with the id of the object read. */
  audited(coordinate: string, id: unknown): void;
}

export interface Projection extends ProjectionObserver {
  readonly variables: Variables;
  readonly capability: Capability;
  /** Objects whose subgraph answered that they do not exist for this viewer. */
  readonly absent: ReadonlySet<object>;
  /** Where the walk is. */
  readonly path: (string | number)[];
}

/** Bubbles up to the nearest position that may be null. */
const nulled = Symbol('nulled');
type Complete = (value: unknown, projection: Projection) => unknown;

export interface ShapeField {
  readonly key: string;
  /** The key in the merged data: a private alias where the client gave an alias. */
  readonly source: string;
  readonly coordinate: string;
  readonly include: Condition | null;
  /** The object's type name, for `__typename`. */
  readonly typename: string | null;
  readonly requirement: number;
  readonly isNonNull: boolean;
  readonly isAudited: boolean;
  readonly complete: Complete;
  readonly shape: Shape | null;
}

/** What one selection set shows of an object, per concrete type. */
export interface Shape {
  readonly type: GraphQLCompositeType;
  fieldsOf(typeName: string | undefined): readonly ShapeField[] | null;
}

export interface ShapeContext {
  readonly schema: GraphQLSchema;
  readonly requirements: Requirements;
  readonly audited: ReadonlySet<string>;
  /** The key under which a field of the client's operation stands in the merged data. */
  sourceKey(fieldName: string, key: string, isAliased: boolean): string;
}

/** A selection set of a field, with the condition under which the field was asked for with it. */
export interface ConditionalSet {
  readonly set: SelectionSetNode;
  readonly condition: Condition | null;
}

/** Compiles what a client asked for into functions that copy it out of the merged data. Lists of fields per type are made when first met. */
export function compileShape(context: ShapeContext, type: GraphQLCompositeType, sets: readonly ConditionalSet[]): Shape {
  const { schema } = context;
  const known = new Map<string, readonly ShapeField[] | null>();
  const build = (typeName: string): readonly ShapeField[] | null => {
    const concrete = schema.getType(typeName);
    if (!isObjectType(concrete)) return null;
    if (isAbstractType(type) ? !schema.isSubType(type, concrete) : concrete !== type) return null;
    return fieldsFor(context, concrete, sets);
  };
  const ofConcrete = isAbstractType(type) ? undefined : type.name;
  return {
    type,
    fieldsOf(typeName) {
      const name = ofConcrete ?? typeName;
      if (name === undefined) return null;
      let fields = known.get(name);
      if (fields === undefined) known.set(name, (fields = build(name)));
      return fields;
    },
  };
}

interface Gathered {
  readonly name: string;
  readonly isAliased: boolean;
  readonly sets: ConditionalSet[];
  readonly conditions: (Condition | null)[];
}

function fieldsFor(context: ShapeContext, type: GraphQLObjectType, sets: readonly ConditionalSet[]): ShapeField[] {
  const { schema } = context;
  const gathered = new Map<string, Gathered>();
  const gather = (set: SelectionSetNode, outer: Condition | null): void => {
    for (const selection of flatSelections(set)) {
      const own = conditionOf(selection.directives);
      const condition = outer === null ? own : own === null ? outer : (variables: Variables) => outer(variables) && own(variables);
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const on = conditionType(schema, selection, type);
        if (on === type || (isAbstractType(on) && schema.isSubType(on, type))) gather(selection.selectionSet, condition);
        continue;
      }
      const key = responseKey(selection);
      let field = gathered.get(key);
      if (field === undefined)
        gathered.set(key, (field = { name: selection.name.value, isAliased: selection.alias !== undefined, sets: [], conditions: [] }));
      field.conditions.push(condition);
      if (selection.selectionSet !== undefined) field.sets.push({ set: selection.selectionSet, condition });
    }
  };
  for (const { set, condition } of sets) gather(set, condition);
  return [...gathered].map(([key, field]) => shapeField(context, type, key, field));
}

function shapeField(context: ShapeContext, parent: GraphQLObjectType, key: string, field: Gathered): ShapeField {
  const { name, sets, conditions } = field;
  const coordinate = `${parent.name}.${name}`;
  const include = conditions.includes(null)
    ? null
    : (variables: Variables) => conditions.some((condition) => condition?.(variables) === true);
  const base = { key, coordinate, include, isAudited: context.audited.has(coordinate) };
  if (name === '__typename')
    return { ...base, source: name, typename: parent.name, requirement: -1, isNonNull: true, complete: (value) => value, shape: null };
  if (name.startsWith('__'))
    return { ...base, source: key, typename: null, requirement: -1, isNonNull: false, complete: (value) => value, shape: null };
  const definition = parent.getFields()[name];
  if (definition === undefined) throw new Error(`A validated operation selects ${coordinate}, which does not exist`);
  const named: GraphQLNamedType = getNamedType(definition.type);
  const shape = isLeafType(named) || !('name' in named) ? null : compileShape(context, named as GraphQLCompositeType, sets);
  return {
    ...base,
    source: context.sourceKey(name, key, field.isAliased),
    typename: null,
    requirement: context.requirements.ofField(parent.name, name),
    isNonNull: isNonNullType(definition.type),
    complete: completeType(definition.type, shape === null ? completeLeaf(named) : completeObject(context, shape), coordinate),
    shape,
  };
}

function completeType(type: GraphQLOutputType, inner: Complete, coordinate: string): Complete {
  const nullable = isNonNullType(type) ? type.ofType : type;
  if (!isListType(nullable)) return inner;
  const itemType: GraphQLOutputType = nullable.ofType;
  const isItemNonNull = isNonNullType(itemType);
  const completeItem = completeType(itemType, inner, coordinate);
  return (list, projection) => {
    if (!Array.isArray(list)) return null;
    const { path } = projection;
    const completed: unknown[] = Array.from({ length: list.length });
    for (let index = 0; index < list.length; index++) {
      const item: unknown = list[index];
      path.push(index);
      let value = item === null || item === undefined ? null : completeItem(item, projection);
      if (value === null && isItemNonNull) {
        projection.missing(path, coordinate, typeof item === 'object' && item !== null && projection.absent.has(item));
        value = nulled;
      }
      path.pop();
      if (value === nulled) {
        if (isItemNonNull) return nulled;
        value = null;
      }
      completed[index] = value;
    }
    return completed;
  };
}

/** An enum value that the API schema does not have (an inaccessible one) is no value. */
function completeLeaf(type: GraphQLNamedType): Complete {
  if (!isEnumType(type)) return (value) => value;
  const values = new Set<unknown>(type.getValues().map((value) => value.name));
  return (value) => (values.has(value) ? value : null);
}

function completeObject({ requirements }: ShapeContext, shape: Shape): Complete {
  const { type } = shape;
  if (isObjectType(type)) return (value, projection) => projectFields(shape.fieldsOf(undefined) ?? [], value as Data, projection);
  return (value, projection) => {
    const typeName = (value as Data).__typename;
    const fields = typeof typeName === 'string' ? shape.fieldsOf(typeName) : null;
    if (fields === null) return null;
    const requirement = requirements.ofType(typeName as string);
    if (requirement !== -1 && projection.capability.allowed[requirement] !== true) {
      projection.denied(projection.path, typeName as string);
      return nulled;
    }
    return projectFields(fields, value as Data, projection);
  };
}

function projectFields(fields: readonly ShapeField[], source: Data, projection: Projection): unknown {
  const shown: Data = {};
  for (const field of fields) {
    if (field.include !== null && !field.include(projection.variables)) continue;
    if (field.typename !== null) {
      shown[field.key] = field.typename;
      continue;
    }
    const value = projectField(field, source, projection);
    if (value === nulled) return nulled;
    shown[field.key] = value;
  }
  return shown;
}

function projectField(field: ShapeField, source: Data, projection: Projection): unknown {
  const { path } = projection;
  const raw = source[field.source];
  if (field.requirement !== -1 && projection.capability.allowed[field.requirement] !== true) {
    path.push(field.key);
    projection.denied(path, field.coordinate);
    path.pop();
    return field.isNonNull ? nulled : null;
  }
  let value: unknown = null;
  if (raw !== null && raw !== undefined) {
    path.push(field.key);
    value = field.complete(raw, projection);
    path.pop();
    if (value === nulled) return field.isNonNull ? nulled : null;
    if (field.isAudited && value !== null) projection.audited(field.coordinate, source.id);
  }
  if (value === null && field.isNonNull) {
    path.push(field.key);
    const isAbsent = projection.absent.has(source) || (typeof raw === 'object' && raw !== null && projection.absent.has(raw));
    projection.missing(path, field.coordinate, isAbsent);
    path.pop();
    return nulled;
  }
  return value;
}

/** The client's `data`; null when a null reached the root. */
export function project(root: Shape, data: Data, projection: Projection): Data | null {
  const shown = projectFields(root.fieldsOf(undefined) ?? [], data, projection);
  return shown === nulled ? null : (shown as Data);
}
