import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createHandler } from 'graphql-sse';
import { getOperationAST, parse, type ExecutionResult } from 'graphql';
import type { OperationParams } from '../engine/engine.ts';
import type { Caller } from './caller.ts';
import { answerJson, refuse, type Exchange } from './exchange.ts';
import { paramsOf } from './graphql-over-http.ts';
import { isAsyncIterable, liveStream, type LiveStream } from './live-stream.ts';
import { executeOperation, hasSession, isRefusalOutcome, sessionEnded, withinDeadline, type Execution } from './operation.ts';
import type { EdgeOptions } from './options.ts';
import { isParams } from './params.ts';
import { isRefused, refusal, refusedStatus, withRequestId, type Refusal } from './refusal.ts';

interface StreamContext {
  readonly exchange: Exchange;
  readonly caller: () => Promise<Caller | Refusal>;
  readonly execution: Execution;
  readonly bodyBytes: number;
  readonly options: Pick<EdgeOptions, 'watchIdentity'>;
}

const jsonTypes = ['application/json', 'application/graphql-response+json', 'application/*', '*/*'];

/** Whether a stream is what the client wants most. Some clients list it behind JSON in every request; they want JSON. */
export function wantsStream(accept: string | undefined): boolean {
  const types = (accept ?? '')
    .toLowerCase()
    .split(',')
    .map((entry) => entry.split(';')[0]?.trim() ?? '');
  return types.find((type) => type === 'text/event-stream' || jsonTypes.includes(type)) === 'text/event-stream';
}

/** graphql-sse in its distinct connections mode; the operation has been executed by the engine when it comes here. */
const handle = createHandler<Exchange, { result: ExecutionResult | AsyncIterable<ExecutionResult> }>({
  authenticate: () => null,
  onSubscribe: ({ context }) => context.result as never,
});

/**
 * `/graphql` with `Accept: text/event-stream`. What is refused before execution is an ordinary answer with its HTTP status, not a
 * stream: a browser's EventSource would come back for ever otherwise.
 */
export async function answerStream(context: StreamContext): Promise<void> {
  const { exchange, execution } = context;
  const params = await paramsOf(exchange, context.bodyBytes);
  if (!isParams(params)) return refuse(exchange, params);
  exchange.entry.operationName = params.operationName ?? null;
  const unsafe = exchange.incoming.method === 'GET' ? unsafeOverGet(params) : null;
  if (unsafe !== null) return refuse(exchange, unsafe);
  const caller = await context.caller();
  if (!('viewer' in caller)) return refuse(exchange, caller);
  exchange.entry.viewer = caller.viewer;

  const request = { ...exchange.request, deadline: null };
  const executed = executeOperation(execution, params, { viewer: caller.viewer, request, transport: 'SSE' });
  const outcome = await withinDeadline(executed, exchange.request, exchange.abort);
  if (isRefusalOutcome(outcome)) return refuse(exchange, outcome);
  if (!isAsyncIterable<ExecutionResult>(outcome)) {
    if (!isRefused(outcome)) return stream(exchange, withRequestId(outcome, request.id), caller);
    exchange.entry.code = String(outcome.errors?.[0]?.extensions?.['code'] ?? 'BAD_REQUEST');
    return answerJson(exchange, refusedStatus(outcome), withRequestId(outcome, request.id));
  }
  const live = liveStream<ExecutionResult>(paced(outcome, exchange.response, request.id), () => exchange.abort.abort());
  const unwatch = hasSession(caller.viewer) ? context.options.watchIdentity(caller.viewer, () => live.end(sessionEnded(request.id))) : null;
  exchange.response.once('close', () => live.end());
  if (exchange.response.destroyed) live.end();
  try {
    await stream(exchange, live, caller);
  } catch (error) {
    execution.log.error({ requestId: request.id, err: error }, 'a stream of results failed');
    exchange.response.destroy();
  } finally {
    unwatch?.();
    live.end();
  }
}

/** A GET must change nothing. The engine sees only a stream, so this is checked here; of a document it cannot read the edge accepts none. */
function unsafeOverGet({ query, operationName }: OperationParams): Refusal | null {
  if (query === undefined) return refusal(400, 'BAD_REQUEST', 'A stream by GET needs the “query” itself: send a documentId by POST');
  if (!query.includes('mutation')) return null;
  try {
    if (getOperationAST(parse(query, { maxTokens: 10_000 }), operationName)?.operation !== 'mutation') return null;
  } catch {
    return null;
  }
  return refusal(405, 'METHOD_NOT_ALLOWED', 'A mutation is sent by POST', { headers: { allow: 'POST' } });
}

async function stream(exchange: Exchange, result: object | LiveStream<ExecutionResult>, caller: Caller): Promise<void> {
  const { response } = exchange;
  const [body, init] = await handle({
    method: 'POST',
    url: exchange.url.pathname,
    headers: { get: (name) => ({ accept: 'text/event-stream', 'content-type': 'application/json' })[name.toLowerCase()] ?? null },
    body: { query: '' },
    raw: exchange,
    context: { result: result as ExecutionResult },
  });
  if (body === null || typeof body === 'string') throw new Error(`graphql-sse refused an executed operation: ${init.status} ${body ?? ''}`);
  response.writeHead(200, {
    ...caller.headers,
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  response.once('close', () => void body.return(undefined));
  for await (const chunk of body) {
    if (response.destroyed || response.writableEnded) break;
    if (!response.write(chunk)) await drained(response);
  }
  response.end();
}

async function drained(response: ServerResponse): Promise<void> {
  if (!response.writableNeedDrain || response.destroyed) return;
  const stop = new AbortController();
  await Promise.race([once(response, 'drain', { signal: stop.signal }), once(response, 'close', { signal: stop.signal })]).catch(
    () => undefined,
  );
  stop.abort();
}

/** Asks for the next result only when the last one is on its way: graphql-sse itself would queue without a bound for a slow reader. */
function paced(source: AsyncIterable<ExecutionResult>, response: ServerResponse, requestId: string): AsyncIterable<ExecutionResult> {
  const iterator = source[Symbol.asyncIterator]();
  return {
    [Symbol.asyncIterator]: () => ({
      async next() {
        await drained(response);
        const step = await iterator.next();
        return step.done === true ? step : { done: false, value: withRequestId(step.value, requestId) as ExecutionResult };
      },
      return: () => iterator.return?.() ?? Promise.resolve({ done: true, value: undefined }),
    }),
  };
}
