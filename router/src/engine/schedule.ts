import {
  Kind,
  parse,
  type DocumentNode,
  type FieldNode,
  type OperationDefinitionNode,
  type OperationTypeNode,
  type SelectionSetNode,
} from 'graphql';
import type { FetchDataRewrite, FetchNode, PlanNode } from './apollo.ts';
import { compositesOf, type Composites } from './composites.ts';
import { mergedDocument } from './merged-document.ts';
import { clientVariable } from './planned-operation.ts';
import { compileRepresentation, type IsOfType, type Represent } from './representations.ts';
import { flatSelections, responseKey } from './selections.ts';

export interface PlanCondition {
  readonly variable: string;
  readonly expected: boolean;
}

/** One fetch of a plan at its place in the answer. */
export interface Unit {
  readonly service: string;
  /** Response keys and `@` for the items of a list. */
  readonly path: readonly string[];
  readonly conditions: readonly PlanCondition[];
  /** Null: a fetch of root fields. */
  readonly represent: Represent | null;
  /** Equal for fetches that ask the same of the same subgraph. */
  readonly signature: string;
  readonly operation: OperationDefinitionNode;
  /** What is selected on the entity, or on the root. */
  readonly selectionSet: SelectionSetNode;
  readonly composites: Composites;
  /** Response keys of `selectionSet`. */
  readonly keys: readonly string[];
  readonly rewrites: readonly FetchDataRewrite[];
  /** Asks only whether the entity exists for this viewer. */
  readonly isConfirmation: boolean;
  readonly dependencies: ReadonlySet<Unit>;
  readonly level: number;
}

/** Equal fetches at one or more places, asked once. */
export interface EntityGroup {
  readonly units: readonly Unit[];
  /** The variable that takes the representations. */
  readonly variable: string;
  /** The response key that holds the entities. */
  readonly key: string;
}

/** One request to a subgraph. */
export interface Call {
  readonly id: number;
  readonly service: string;
  readonly kind: OperationTypeNode;
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  /** The client's variables that it passes on: the planner's name and the client's. */
  readonly variables: readonly (readonly [planned: string, client: string])[];
  readonly root: Unit | null;
  readonly groups: readonly EntityGroup[];
  /** How many calls must be done before this one, and which ones wait for it. */
  readonly waits: number;
  readonly next: readonly number[];
}

export interface Schedule {
  readonly calls: readonly Call[];
}

/** Adds fetches that the planner does not know of: the confirmation of `node`'s entities. */
export type Supplement = (unit: Unit) => readonly Unit[];

/** A fetch of the planner as a unit. `dependencies` are done before it. */
export function unitOf(
  node: FetchNode,
  path: readonly string[],
  conditions: readonly PlanCondition[],
  dependencies: ReadonlySet<Unit>,
  isOfType: IsOfType,
): Unit {
  if (node.contextRewrites !== undefined && node.contextRewrites.length > 0)
    throw new Error('The supergraph uses @fromContext, which this router does not support');
  const document = parse(node.operation, { noLocation: true });
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined || document.definitions.length > 1) throw new Error('A planned fetch is not one operation');
  const entities = node.requires === undefined ? undefined : (operation.selectionSet.selections[0] as FieldNode);
  const selectionSet = entities?.selectionSet ?? operation.selectionSet;
  const rewrites = node.outputRewrites ?? [];
  return {
    service: node.serviceName,
    path,
    conditions,
    represent: node.requires === undefined ? null : compileRepresentation(node.requires, node.inputRewrites ?? [], isOfType),
    signature: JSON.stringify([
      node.serviceName,
      node.operation.slice(node.operation.indexOf('{')),
      node.requires,
      node.inputRewrites,
      node.outputRewrites,
    ]),
    operation,
    selectionSet,
    composites: compositesOf([selectionSet]),
    keys: keysOf(selectionSet),
    rewrites,
    isConfirmation: false,
    dependencies,
    level: levelAfter(dependencies),
  };
}

export const levelAfter = (dependencies: ReadonlySet<Unit>): number => {
  let level = 0;
  for (const unit of dependencies) level = Math.max(level, unit.level + 1);
  return level;
};

function keysOf(set: SelectionSetNode): string[] {
  const keys = new Set<string>();
  for (const selection of flatSelections(set)) {
    if (selection.kind === Kind.INLINE_FRAGMENT) for (const key of keysOf(selection.selectionSet)) keys.add(key);
    else if (selection.name.value !== '__typename') keys.add(responseKey(selection));
  }
  return [...keys];
}

/** Reads the plan's tree: what stands later in a sequence waits for all before it. */
function collectUnits(node: PlanNode, isOfType: IsOfType, supplement: Supplement): Unit[] {
  const walk = (current: PlanNode, path: readonly string[], conditions: readonly PlanCondition[], before: ReadonlySet<Unit>): Unit[] => {
    switch (current.kind) {
      case 'Sequence': {
        const done = new Set(before);
        const found: Unit[] = [];
        for (const child of current.nodes) {
          const units = walk(child, path, conditions, new Set(done));
          for (const unit of units) if (!unit.isConfirmation) done.add(unit); // nobody waits for a confirmation
          found.push(...units);
        }
        return found;
      }
      case 'Parallel':
        return current.nodes.flatMap((child) => walk(child, path, conditions, before));
      case 'Flatten':
        return walk(current.node, [...path, ...current.path.map(String)], conditions, before);
      case 'Condition': {
        const variable = clientVariable(current.condition);
        const branch = (child: PlanNode | undefined, expected: boolean): Unit[] =>
          child === undefined ? [] : walk(child, path, [...conditions, { variable, expected }], before);
        return [...branch(current.ifClause, true), ...branch(current.elseClause, false)];
      }
      case 'Fetch': {
        const unit = unitOf(current, path, conditions, before, isOfType);
        return [unit, ...supplement(unit)];
      }
      case 'Defer':
        throw new Error('@defer is not supported');
    }
  };
  return walk(node, [], [], new Set());
}

/**
 * Turns a plan into requests: all entity fetches of one level to one subgraph become one request, and equal ones among them one
 * `_entities` field. A request starts as soon as those it waits for are done.
 */
export function scheduleOf(node: PlanNode, isOfType: IsOfType, supplement: Supplement = () => []): Schedule {
  const units = collectUnits(node, isOfType, supplement);
  const together = new Map<string, Unit[]>();
  for (const [index, unit] of units.entries()) {
    const key = unit.represent === null ? `root ${index}` : `${unit.level} ${unit.service}`;
    const list = together.get(key);
    if (list === undefined) together.set(key, [unit]);
    else list.push(unit);
  }
  const callOf = new Map<Unit, number>();
  const lists = [...together.values()];
  for (const [id, list] of lists.entries()) for (const unit of list) callOf.set(unit, id);
  const waitsFor = lists.map(
    (list) => new Set(list.flatMap((unit) => [...unit.dependencies].map((dependency) => callOf.get(dependency) ?? -1))),
  );
  const calls = lists.map((list, id) => ({
    ...callFor(id, list),
    waits: waitsFor[id]?.size ?? 0,
    next: lists.flatMap((_, other) => (waitsFor[other]?.has(id) === true ? [other] : [])),
  }));
  return { calls };
}

export function callFor(id: number, units: readonly Unit[]): Call {
  const [first] = units;
  if (first === undefined) throw new Error('A request without a fetch');
  const bySignature = new Map<string, Unit[]>();
  for (const unit of units) {
    const list = bySignature.get(unit.signature);
    if (list === undefined) bySignature.set(unit.signature, [unit]);
    else list.push(unit);
  }
  const distinct = [...bySignature.values()];
  const isMerged = distinct.length > 1;
  const usages = new Set(
    units.flatMap((unit) => (unit.operation.variableDefinitions ?? []).map((definition) => definition.variable.name.value)),
  );
  usages.delete('representations');
  const operation = isMerged ? mergedDocument(distinct.map((list) => list[0] ?? first)) : first.operation;
  return {
    id,
    service: first.service,
    kind: first.operation.operation,
    document: { kind: Kind.DOCUMENT, definitions: [operation] },
    operationName: operation.name?.value,
    variables: [...usages].map((name) => [name, clientVariable(name)] as const),
    root: first.represent === null ? first : null,
    groups:
      first.represent === null
        ? []
        : distinct.map((list, index) => ({
            units: list,
            variable: isMerged ? `representations_${index}` : 'representations',
            key: isMerged ? `_${index}` : '_entities',
          })),
    waits: 0,
    next: [],
  };
}
