import type { RequestInfo, Viewer } from '@conhub/subgraph-kit';
import type { ExecutionResult, GraphQLError } from 'graphql';
import { copyOf, mergeInto } from './composites.ts';
import { namedFailure } from './failure.ts';
import { TimeoutError, within, type SubgraphExecutor } from './fetching.ts';
import type { Limits } from './limits.ts';
import { objectsAt } from './locate.ts';
import type { Data } from './projection.ts';
import { applyRewrite, representationKey, type IsOfType } from './representations.ts';
import type { Call, EntityGroup, Schedule, Unit } from './schedule.ts';
import type { Variables } from './variables.ts';

/** Something that did not work, where it happened. `rest` is null when the whole fetch failed: then all its fields did. */
export interface Failure {
  readonly unit: Unit;
  readonly code: string;
  readonly message: string;
  readonly extensions: Record<string, unknown>;
  readonly rest: readonly (string | number)[] | null;
  readonly targets: ReadonlySet<object>;
}

/** One operation on its way. */
export interface Run {
  readonly viewer: Viewer;
  readonly request: RequestInfo;
  /** As the client sent them: what subgraphs get. */
  readonly given: Variables;
  /** Coerced, with defaults: what conditions look at. */
  readonly variables: Variables;
  readonly data: Data;
  readonly failures: Failure[];
  readonly absent: Set<object>;
  /** Subgraphs in the order in which requests to them were sent. */
  readonly executed: string[];
  /** Epoch milliseconds. */
  readonly deadline: number;
}

export interface Fetcher {
  readonly executors: ReadonlyMap<string, SubgraphExecutor>;
  readonly limits: Limits;
  readonly isOfType: IsOfType;
  /** An error that nobody expected, for the log. */
  unexpected(run: Run, subgraph: string, error: unknown): void;
}

export const unavailable = 'This part of the answer is not available right now';
export const maskedMessage = 'Something went wrong on our side';

/** Places that want the result of one representation. */
interface Placement {
  readonly unit: Unit;
  readonly targets: readonly Data[];
  /** For each target the index of its representation. */
  readonly indices: readonly number[];
}

interface Prepared {
  readonly variables: Record<string, unknown>;
  /** Per group, per unit. */
  readonly placements: readonly (readonly Placement[])[];
  readonly rootTargets: readonly Data[];
}

/** Sends the requests of a schedule, each as soon as those it waits for are done, and merges the answers into `run.data`. Never rejects. */
export function runSchedule(fetcher: Fetcher, { calls }: Schedule, run: Run): Promise<void> {
  if (calls.length === 0) return Promise.resolve();
  return new Promise((resolve) => {
    const waits = calls.map((call) => call.waits);
    let open = calls.length;
    const finish = (call: Call): void => {
      open -= 1;
      if (open === 0) {
        resolve();
        return;
      }
      for (const next of call.next) {
        const left = (waits[next] ?? 0) - 1;
        waits[next] = left;
        const following = calls[next];
        if (left === 0 && following !== undefined) start(following);
      }
    };
    const start = (call: Call): void => {
      const prepared = prepare(call, run);
      if (prepared === null) {
        finish(call);
        return;
      }
      void request(fetcher, call, prepared, run).then(() => finish(call));
    };
    for (const call of calls) if (call.waits === 0) start(call);
  });
}

/** Variables and targets of a call; null when nobody needs it. */
function prepare(call: Call, run: Run): Prepared | null {
  const variables: Record<string, unknown> = {};
  for (const [planned, client] of call.variables) if (Object.hasOwn(run.given, client)) variables[planned] = run.given[client];
  if (call.root !== null) {
    if (!isWanted(call.root, run.variables)) return null;
    const rootTargets = objectsAt(run.data, call.root.path);
    return rootTargets.length === 0 ? null : { variables, placements: [], rootTargets };
  }
  let count = 0;
  const placements = call.groups.map((group) => {
    const representations: Data[] = [];
    const placed = place(group, run, representations);
    count += representations.length;
    variables[group.variable] = representations;
    return placed;
  });
  return count === 0 ? null : { variables, placements, rootTargets: [] };
}

function place(group: EntityGroup, run: Run, representations: Data[]): Placement[] {
  const known = new Map<string, number>();
  const placements: Placement[] = [];
  for (const unit of group.units) {
    const { represent } = unit;
    if (represent === null || !isWanted(unit, run.variables)) continue;
    const targets: Data[] = [];
    const indices: number[] = [];
    for (const target of objectsAt(run.data, unit.path)) {
      const representation = represent(target);
      if (representation === null) continue;
      const key = representationKey(representation);
      let index = known.get(key);
      if (index === undefined) {
        index = representations.push(representation) - 1;
        known.set(key, index);
      }
      targets.push(target);
      indices.push(index);
    }
    if (targets.length > 0) placements.push({ unit, targets, indices });
  }
  return placements;
}

const isWanted = (unit: Unit, variables: Variables): boolean =>
  unit.conditions.every(({ variable, expected }) => (variables[variable] === true) === expected);

async function request(fetcher: Fetcher, call: Call, prepared: Prepared, run: Run): Promise<void> {
  const left = run.deadline - Date.now();
  const { subgraphTimeoutMs } = fetcher.limits;
  try {
    const executor = fetcher.executors.get(call.service);
    if (executor === undefined) throw new Error(`No executor for the subgraph ${call.service}`);
    if (left <= 0 || run.request.signal?.aborted === true) throw new TimeoutError(0);
    run.executed.push(call.service);
    const { document, operationName } = call;
    const { variables } = prepared;
    const { viewer, request: info } = run;
    const fetch = { document, operationName, variables, viewer, request: info };
    const result = await within(Math.min(left, subgraphTimeoutMs), () => executor.execute(fetch));
    apply(fetcher, call, prepared, run, result);
  } catch (error) {
    const isLate = error instanceof TimeoutError && left <= subgraphTimeoutMs;
    if (run.request.signal?.aborted !== true) fetcher.unexpected(run, call.service, error);
    failAll(prepared, call, run, { code: isLate ? 'DEADLINE_EXCEEDED' : 'SUBGRAPH_UNAVAILABLE', message: unavailable, extensions: {} });
  }
}

type What = Pick<Failure, 'code' | 'message' | 'extensions'>;

function failAll(prepared: Prepared, call: Call, run: Run, what: What): void {
  if (call.root !== null) run.failures.push({ ...what, unit: call.root, rest: null, targets: new Set(prepared.rootTargets) });
  for (const placements of prepared.placements) for (const placement of placements) failPlacement(placement, run, what);
}

function failPlacement({ unit, targets }: Placement, run: Run, what: What): void {
  run.failures.push({ ...what, unit, rest: null, targets: new Set(targets) });
  if (unit.isConfirmation) for (const target of targets) withdraw(target, run);
}

/** Makes an unconfirmed entity disappear: without a type it is nothing. */
function withdraw(target: Data, run: Run): void {
  target.__typename = null;
  run.absent.add(target);
}

function apply(fetcher: Fetcher, call: Call, prepared: Prepared, run: Run, result: ExecutionResult): void {
  const failed = result.errors === undefined ? none : readErrors(fetcher, call, prepared, run, result.errors, result.data);
  const { data } = result;
  if (data === null || data === undefined) return;
  if (call.root !== null) {
    for (const rewrite of call.root.rewrites) applyRewrite(rewrite, data, fetcher.isOfType);
    for (const [index, target] of prepared.rootTargets.entries()) {
      mergeInto(target, (index === 0 ? data : copyOf(data, call.root.composites)) as Data, call.root.composites);
    }
    return;
  }
  for (const [index, group] of call.groups.entries()) {
    const entities = data[group.key];
    if (Array.isArray(entities))
      applyGroup(fetcher, prepared.placements[index] ?? [], run, entities, (entity) => failed.has(`${group.key} ${entity}`));
  }
}

const none: ReadonlySet<string> = new Set();

function applyGroup(
  { isOfType }: Fetcher,
  placements: readonly Placement[],
  run: Run,
  entities: readonly unknown[],
  isFailed: (index: number) => boolean,
): void {
  for (const [position, { unit, targets, indices }] of placements.entries()) {
    // Positions differ in what later fetches put there: each gets objects of its own. Within one they may be shared.
    const found = position === 0 ? entities : entities.map((entity) => copyOf(entity, unit.composites));
    if (position === 0) for (const rewrite of unit.rewrites) applyRewrite(rewrite, found, isOfType);
    for (let index = 0; index < targets.length; index++) {
      const target = targets[index] as Data;
      const at = indices[index] as number;
      const entity = found[at];
      if (entity !== null && entity !== undefined) {
        if (!unit.isConfirmation) mergeInto(target, entity as Data, unit.composites);
      } else if (unit.isConfirmation) withdraw(target, run);
      else if (!isFailed(at)) run.absent.add(target);
    }
  }
}

/** Records a subgraph's errors at their places. Answers which entities they concern (`key index`). */
function readErrors(
  fetcher: Fetcher,
  call: Call,
  prepared: Prepared,
  run: Run,
  errors: readonly GraphQLError[],
  data: ExecutionResult['data'],
): ReadonlySet<string> {
  const failed = new Set<string>();
  for (const error of errors) {
    const named = namedFailure(error);
    if (named === null) fetcher.unexpected(run, call.service, error);
    const what: What = named ?? { code: 'INTERNAL_SERVER_ERROR', message: maskedMessage, extensions: {} };
    const [key, index, ...inner] = error.path ?? [];
    if (call.root !== null) {
      run.failures.push({ ...what, unit: call.root, rest: error.path ?? null, targets: new Set(prepared.rootTargets) });
      continue;
    }
    const position = call.groups.findIndex((group) => group.key === key);
    if (position < 0) {
      // Without a path it concerns every group that has no answer, or nothing that we could name.
      for (const [at, group] of call.groups.entries()) {
        if (Array.isArray(data?.[group.key])) continue;
        for (const placement of prepared.placements[at] ?? []) failPlacement(placement, run, what);
      }
      continue;
    }
    failed.add(`${String(key)} ${String(index)}`);
    for (const placement of prepared.placements[position] ?? []) {
      if (typeof index !== 'number') {
        failPlacement(placement, run, what);
        continue;
      }
      const targets = new Set(placement.targets.filter((_, target) => placement.indices[target] === index));
      if (targets.size > 0) run.failures.push({ ...what, unit: placement.unit, rest: inner, targets });
    }
  }
  return failed;
}
