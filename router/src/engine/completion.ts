import { GraphQLError, type ExecutionResult } from 'graphql';
import { answerOf, deniedError } from './answer.ts';
import type { EngineParts, EngineRequest } from './engine-options.ts';
import { runSchedule, type Run } from './execution.ts';
import type { Limits } from './limits.ts';
import type { Operation } from './operation.ts';
import type { PlannedVariant } from './planning.ts';
import type { Data } from './projection.ts';
import type { Capability } from './requirements.ts';
import type { Variables } from './variables.ts';

export function startRun(
  limits: Limits,
  { viewer, request }: Pick<EngineRequest, 'viewer' | 'request'>,
  given: Variables,
  variables: Variables,
  data: Data,
): Run {
  const deadline = Math.min(Date.now() + limits.requestTimeoutMs, request.deadline ?? Infinity);
  return { viewer, request: { ...request, deadline }, given, variables, data, failures: [], absent: new Set(), executed: [], deadline };
}

/** Tells what was cut off before planning. Answers the coordinates told, so that one request, or one subscription, tells each once. */
export function reportDenied(
  { options }: EngineParts,
  { denied }: PlannedVariant,
  { viewer, request }: Pick<EngineRequest, 'viewer' | 'request'>,
): Set<string> {
  if (denied.length > 0) options.report?.denied?.({ viewer, request, fields: denied });
  return new Set(denied.map(({ coordinate }) => coordinate));
}

/** Fetches what is still to be fetched, and shapes the answer. `told`: denials that were reported already. */
export async function complete(
  parts: EngineParts,
  operation: Operation,
  variant: PlannedVariant,
  capability: Capability,
  run: Run,
  told: Set<string>,
): Promise<ExecutionResult> {
  const { report = {} } = parts.options;
  const { viewer, request } = run;
  if (variant.isRefused) return { data: null, errors: variant.denied.map(({ path }) => deniedAt(run, path)) };
  await runSchedule(parts.fetcher, variant.schedule, run);
  const answer = answerOf(operation.shape, run, capability, parts.limits);
  report.fetched?.({ request, operationName: operation.name, subgraphs: run.executed });
  if (answer.audited.length > 0) report.audited?.({ viewer, request, reads: answer.audited });
  const late = answer.denied.filter(({ coordinate }) => !told.has(coordinate));
  if (late.length > 0) report.denied?.({ viewer, request, fields: late });
  for (const { coordinate } of late) told.add(coordinate);
  for (const { coordinate, path } of answer.broken) {
    report.failed?.({ request, subgraph: null, error: new Error(`No value for the required field ${coordinate} at ${path.join('.')}`) });
  }
  return answer.result;
}

export function deniedAt(run: Pick<Run, 'viewer' | 'request'>, path: readonly (string | number)[]): GraphQLError {
  const { code, message } = deniedError(run);
  return new GraphQLError(message, { path, extensions: { code, requestId: run.request.id } });
}
