import type { RequestInfo, Viewer } from '@conhub/subgraph-kit';
import type { ExecutionResult } from 'graphql';
import type { EngineRequest, OperationParams } from '../engine/engine.ts';
import type { EdgeLog, GraphDoor } from './options.ts';
import { errorOf, refusals, type Refusal } from './refusal.ts';

export interface Execution {
  readonly engine: GraphDoor;
  readonly log: EdgeLog;
}

export type Outcome = ExecutionResult | AsyncIterable<ExecutionResult> | Refusal;

export const isRefusalOutcome = (outcome: Outcome): outcome is Refusal => 'status' in outcome;

/** The one door, for every transport. What the engine throws is a fault of ours: masked, and logged once. */
export async function executeOperation({ engine, log }: Execution, params: OperationParams, request: EngineRequest): Promise<Outcome> {
  try {
    return await engine.execute(params, request);
  } catch (error) {
    log.error({ requestId: request.request.id, err: error }, 'the engine failed');
    return refusals.internal();
  }
}

/** The engine keeps the deadline itself; this is the net below it, so that no request is left without an answer. */
export async function withinDeadline(outcome: Promise<Outcome>, { deadline }: RequestInfo, abort: AbortController): Promise<Outcome> {
  if (deadline === null) return outcome;
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  const timer = setTimeout(
    () => {
      abort.abort();
      resolve(refusals.timeout());
    },
    Math.max(0, deadline - Date.now()) + graceMs,
  );
  try {
    return await Promise.race([outcome, promise]);
  } finally {
    clearTimeout(timer);
  }
}

const graceMs = 500;

/** Says at a stream's end why it ended: the client need not try again with the same credentials. */
export const sessionEnded = (requestId: string): ExecutionResult =>
  ({
    errors: [
      errorOf(
        { status: 401, code: 'SESSION_ENDED', message: 'The session or the membership has ended', extensions: {}, headers: {} },
        requestId,
      ),
    ],
  }) as unknown as ExecutionResult;

export const hasSession = (viewer: Viewer): boolean => viewer.kind === 'user' || viewer.kind === 'apiKey';
