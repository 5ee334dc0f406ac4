import { GraphQLError, type ExecutionResult } from 'graphql';
import type { Viewer } from '@conhub/subgraph-kit';
import { complete, deniedAt, reportDenied, startRun } from './completion.ts';
import type { EngineParts, EngineRequest } from './engine-options.ts';
import { createEventQueue } from './event-queue.ts';
import { maskedMessage, unavailable, type Run } from './execution.ts';
import { namedFailure, type RequestErrorCode } from './failure.ts';
import { within } from './fetching.ts';
import type { Operation } from './operation.ts';
import { variantFor, type PlannedVariant } from './planning.ts';
import type { Data } from './projection.ts';
import { applyRewrite } from './representations.ts';
import { capabilityKey } from './requirements.ts';
import type { Call, Unit } from './schedule.ts';
import type { Variables } from './variables.ts';

type Given = { readonly given: Variables; readonly variables: Variables };
type Primary = Call & { readonly root: Unit };

/**
 * A federated subscription: the owning subgraph's own (`primary`) gives the events, the rest of the plan completes each of them, as the
 * viewer is at that moment. The schema and the plan are those of its start, as long as it runs.
 */
export async function subscribeTo(
  parts: EngineParts,
  operation: Operation,
  given: Given,
  engineRequest: EngineRequest,
): Promise<ExecutionResult | AsyncIterable<ExecutionResult>> {
  const { viewer, request } = engineRequest;
  const { fetcher, limits, options } = parts;
  const variant = variantFor(parts.planner, operation, parts.capabilityOf(viewer));
  const { primary } = variant;
  const told = reportDenied(parts, variant, engineRequest);
  if (primary === null || primary.root === null) {
    return { errors: variant.denied.map(({ path }) => deniedAt({ viewer, request }, path)) };
  }
  const executor = fetcher.executors.get(primary.service);
  const variables: Record<string, unknown> = {};
  for (const [planned, client] of primary.variables) if (Object.hasOwn(given.given, client)) variables[planned] = given.given[client];
  const { document, operationName } = primary;
  try {
    if (executor === undefined) throw new Error(`No executor for the subgraph ${primary.service}`);
    const upstream = await within(limits.subgraphTimeoutMs, () =>
      executor.subscribe({ document, operationName, variables, viewer, request: { ...request, deadline: null } }),
    );
    if (!(Symbol.asyncIterator in upstream)) return { errors: refusedUpstream(parts, engineRequest, primary, upstream) };
    return eventStream(
      parts,
      operation,
      { ...primary, root: primary.root },
      variant,
      told,
      given,
      engineRequest,
      upstream[Symbol.asyncIterator](),
    );
  } catch (error) {
    options.report?.failed?.({ request, subgraph: primary.service, error });
    return finalResult(request.id, 'SUBGRAPH_UNAVAILABLE', unavailable);
  }
}

const finalResult = (requestId: string, code: RequestErrorCode, message: string): ExecutionResult => ({
  errors: [new GraphQLError(message, { extensions: { code, requestId } })],
});

function refusedUpstream(
  { options }: EngineParts,
  { request }: EngineRequest,
  primary: Call,
  { errors = [] }: ExecutionResult,
): GraphQLError[] {
  return errors.map((error) => {
    const named = namedFailure(error);
    if (named === null) options.report?.failed?.({ request, subgraph: primary.service, error });
    const { code, message, extensions } = named ?? { code: 'INTERNAL_SERVER_ERROR', message: maskedMessage, extensions: {} };
    return new GraphQLError(message, { extensions: { ...extensions, code, requestId: request.id } });
  });
}

function eventStream(
  parts: EngineParts,
  operation: Operation,
  primary: Primary,
  variant: PlannedVariant,
  told: Set<string>,
  { given, variables }: Given,
  { viewer: first, request }: EngineRequest,
  upstream: AsyncIterator<ExecutionResult>,
): AsyncIterableIterator<ExecutionResult> {
  const { limits, options, capabilityOf } = parts;
  const queue = createEventQueue<ExecutionResult>(limits.subscriptionQueueMax);
  let viewer: Viewer = first;
  let last: ExecutionResult | null = null; // what ends the stream, once what waits has been given out
  let isDone = false;

  const stop = (): void => {
    if (isDone) return;
    isDone = true;
    clearInterval(timer);
    unlisten?.();
    request.signal?.removeEventListener('abort', abort);
    queue.clear();
    // Not waited for: a generator that waits for its next event finishes only with it.
    Promise.resolve(upstream.return?.()).catch((error: unknown) => options.report?.failed?.({ request, subgraph: primary.service, error }));
  };
  const abort = (): void => stop();
  const endWith = (code: RequestErrorCode, message: string): void => {
    last ??= finalResult(request.id, code, message);
    queue.clear();
  };

  /** Asks who the viewer is now. False when the stream has to end. */
  const identify = async (): Promise<boolean> => {
    if (options.reidentify === undefined) return true;
    const found = await options.reidentify(viewer);
    if (found === null) endWith('SESSION_ENDED', 'The session or membership has ended');
    else if (capabilityKey(operation.requirements, capabilityOf(found)) !== capabilityKey(operation.requirements, capabilityOf(viewer))) {
      endWith('FORBIDDEN', 'Your rights have changed: subscribe again');
    } else viewer = found;
    return last === null;
  };
  const identifyIdle = (): void => {
    identify().catch((error: unknown) => options.report?.failed?.({ request, subgraph: null, error }));
  };
  const timer = setInterval(identifyIdle, limits.reidentifyIntervalMs);
  timer.unref();
  const unlisten = options.onIdentityChanged?.(identifyIdle);
  if (request.signal?.aborted === true) stop();
  else request.signal?.addEventListener('abort', abort, { once: true });

  const pump = async (): Promise<void> => {
    try {
      for (;;) {
        const { done, value } = await upstream.next();
        if (isDone || last !== null) return;
        if (done === true) break;
        while (!queue.push(value, identityOf(value.data))) {
          await queue.room();
          if (isDone || last !== null) return;
        }
      }
    } catch (error) {
      options.report?.failed?.({ request, subgraph: primary.service, error });
      last ??= finalResult(request.id, 'SUBGRAPH_UNAVAILABLE', unavailable);
    }
    queue.close();
  };
  void pump();

  const deliver = async (event: ExecutionResult): Promise<ExecutionResult> => {
    const run = startRun(limits, { viewer, request: { ...request, deadline: null } }, given, variables, eventData(parts, primary, event));
    recordErrors(parts, primary, run, event);
    return complete(parts, operation, variant, capabilityOf(viewer), run, told);
  };

  return {
    async next() {
      const event = isDone ? null : await queue.take();
      if (event !== null && !isDone) {
        try {
          if (await identify()) return { done: false, value: await deliver(event) };
        } catch (error) {
          options.report?.failed?.({ request, subgraph: null, error });
          endWith('SUBGRAPH_UNAVAILABLE', unavailable);
        }
      }
      const value = isDone ? null : last;
      stop();
      return value === null ? { done: true, value: undefined } : { done: false, value };
    },
    return() {
      stop();
      return Promise.resolve({ done: true, value: undefined });
    },
    throw(error: unknown) {
      stop();
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function eventData({ fetcher }: EngineParts, { root }: Primary, event: ExecutionResult): Data {
  const data: Data = event.data ?? {};
  for (const rewrite of root.rewrites) applyRewrite(rewrite, data, fetcher.isOfType);
  return data;
}

function recordErrors({ fetcher }: EngineParts, primary: Primary, run: Run, { errors = [] }: ExecutionResult): void {
  for (const error of errors) {
    const named = namedFailure(error);
    if (named === null) fetcher.unexpected(run, primary.service, error);
    const what = named ?? { code: 'INTERNAL_SERVER_ERROR', message: maskedMessage, extensions: {} };
    run.failures.push({ ...what, unit: primary.root, rest: error.path ?? null, targets: new Set([run.data]) });
  }
}

/** What an event is the state of: the entity in its payload. Null for an event that stands for itself. */
function identityOf(data: ExecutionResult['data']): string | null {
  for (const payload of Object.values(data ?? {})) {
    if (typeof payload !== 'object' || payload === null) continue;
    const { id } = payload as Data;
    if (typeof id === 'string') return id;
    for (const part of Object.values(payload)) {
      const inner: unknown = typeof part === 'object' && part !== null ? (part as Data).id : undefined;
      if (typeof inner === 'string') return inner;
    }
  }
  return null;
}
