import { Kind, type SelectionSetNode } from 'graphql';
import { flatSelections, responseKey } from './selections.ts';
import type { Data } from './projection.ts';

/**
 * The response keys of a fetch that hold objects, with what is inside them. A key that is not in it holds a leaf: a custom scalar may be
 * an object too, belongs to the subgraph, and must be neither merged nor written to.
 */
export type Composites = ReadonlyMap<string, Composites>;

export function compositesOf(sets: readonly SelectionSetNode[]): Composites {
  const inner = new Map<string, SelectionSetNode[]>();
  const gather = (set: SelectionSetNode): void => {
    for (const selection of flatSelections(set)) {
      if (selection.kind === Kind.INLINE_FRAGMENT) gather(selection.selectionSet);
      else if (selection.selectionSet !== undefined) {
        const key = responseKey(selection);
        const known = inner.get(key);
        if (known === undefined) inner.set(key, [selection.selectionSet]);
        else known.push(selection.selectionSet);
      }
    }
  };
  for (const set of sets) gather(set);
  return new Map([...inner].map(([key, nested]) => [key, compositesOf(nested)]));
}

/** Adds what a later fetch found to an object. A value wins over null; lists meet item by item. */
export function mergeInto(target: Data, source: Data, composites: Composites): void {
  if (target === source) return;
  for (const key in source) {
    const value = source[key];
    const present = target[key];
    if (present === undefined || present === null) {
      if (value !== undefined) target[key] = value;
    } else if (value !== null && value !== undefined) {
      const inner = composites.get(key);
      if (inner === undefined) target[key] = value;
      else mergeValues(target, key, present, value, inner);
    }
  }
}

function mergeValues(holder: Data, key: string, present: unknown, value: unknown, composites: Composites): void {
  if (present === value) return;
  if (Array.isArray(present) && Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      const item: unknown = value[index];
      const old: unknown = present[index];
      if (old === null || old === undefined) present[index] = item;
      else if (item !== null && item !== undefined) mergeValues(holder, key, old, item, composites);
    }
  } else if (typeof present === 'object' && typeof value === 'object') mergeInto(present as Data, value as Data, composites);
}

/** A copy whose objects are its own; leaves are shared. */
export function copyOf(value: unknown, composites: Composites): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item) => copyOf(item, composites));
  const copy: Data = {};
  for (const key in value) {
    const inner = composites.get(key);
    const held = (value as Data)[key];
    copy[key] = inner === undefined ? held : copyOf(held, inner);
  }
  return copy;
}
