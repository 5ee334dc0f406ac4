import type { QueryPlanSelectionNode, FetchDataRewrite } from './apollo.ts';
import type { Data } from './projection.ts';

export type IsOfType = (typeName: string, on: string) => boolean;

/** What a fetch asks of an object before it can be sent: its representation, or null when the object does not have what it takes. */
export type Represent = (object: Data) => Data | null;

export function compileRepresentation(
  requires: readonly QueryPlanSelectionNode[],
  rewrites: readonly FetchDataRewrite[],
  isOfType: IsOfType,
): Represent {
  const represent: Represent = (object) => {
    const representation = select(requires, object, isOfType);
    if (representation === null || representation.__typename === undefined || representation.__typename === null) return null;
    for (const rewrite of rewrites) applyRewrite(rewrite, representation, isOfType);
    return representation;
  };
  const [only] = requires;
  if (
    requires.length !== 1 ||
    only === undefined ||
    only.kind !== 'InlineFragment' ||
    only.typeCondition === undefined ||
    rewrites.length > 0
  )
    return represent;
  const keys: string[] = [];
  for (const field of only.selections) {
    if (field.kind !== 'Field' || field.selections !== undefined) return represent;
    keys.push(field.alias ?? field.name);
  }
  const { typeCondition } = only;
  // The common shape, `... on T { __typename id }`, without recursion.
  return (object) => {
    const typeName = object.__typename;
    if (typeof typeName !== 'string' || !isOfType(typeName, typeCondition)) return null;
    const representation: Data = {};
    for (const key of keys) {
      const value = object[key];
      if (value === undefined) return null;
      representation[key] = value;
    }
    return representation;
  };
}

function select(selections: readonly QueryPlanSelectionNode[], source: Data, isOfType: IsOfType): Data | null {
  const selected: Data = {};
  for (const selection of selections) {
    if (selection.kind === 'Field') {
      const key = selection.alias ?? selection.name;
      const value = source[key];
      if (value === undefined) return null;
      selected[key] = selection.selections === undefined ? value : selectInside(selection.selections, value, isOfType);
    } else if (
      selection.typeCondition === undefined ||
      (typeof source.__typename === 'string' && isOfType(source.__typename, selection.typeCondition))
    ) {
      const part = select(selection.selections, source, isOfType);
      if (part !== null) mergeSelected(selected, part);
    }
  }
  return selected;
}

/** Two `@requires` of one field may select different parts of the same object. */
function mergeSelected(target: Data, part: Data): void {
  for (const key in part) {
    const present = target[key];
    const value = part[key];
    if (isPlain(present) && isPlain(value)) mergeSelected(present, value);
    else if (Array.isArray(present) && Array.isArray(value)) {
      target[key] = present.map((item: unknown, index) =>
        isPlain(item) && isPlain(value[index]) ? Object.assign({}, item, value[index]) : item,
      );
    } else target[key] = value;
  }
}

const isPlain = (value: unknown): value is Data => typeof value === 'object' && value !== null && !Array.isArray(value);

function selectInside(selections: readonly QueryPlanSelectionNode[], value: unknown, isOfType: IsOfType): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item) => selectInside(selections, item, isOfType));
  return select(selections, value as Data, isOfType);
}

/** The planner's rewrites of what goes to and comes from a subgraph (interface objects, fields that share a key with different types). */
export function applyRewrite(rewrite: FetchDataRewrite, value: unknown, isOfType: IsOfType, depth = 0): void {
  if (Array.isArray(value)) {
    for (const item of value) applyRewrite(rewrite, item, isOfType, depth);
    return;
  }
  if (value === null || typeof value !== 'object') return;
  const step = rewrite.path[depth];
  if (step === undefined) return;
  const object = value as Data;
  if (step.startsWith('... on ')) {
    if (typeof object.__typename !== 'string' || isOfType(object.__typename, step.slice(7)))
      applyRewrite(rewrite, object, isOfType, depth + 1);
  } else if (depth < rewrite.path.length - 1) applyRewrite(rewrite, object[step], isOfType, depth + 1);
  else if (rewrite.kind === 'ValueSetter') object[step] = rewrite.setValueTo;
  else if (object[step] !== undefined) {
    object[rewrite.renameKeyTo] = object[step];
    delete object[step];
  }
}

/** Two equal representations have equal keys. */
export function representationKey(representation: Data): string {
  let count = 0;
  for (const _ in representation) count++;
  return count === 2 && typeof representation.id === 'string' && typeof representation.__typename === 'string'
    ? `${representation.__typename} ${representation.id}`
    : JSON.stringify(representation);
}
