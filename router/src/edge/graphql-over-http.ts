import { createHandler, type Handler } from 'graphql-http';
import type { ExecutionResult } from 'graphql';
import type { OperationParams } from '../engine/engine.ts';
import { isRefusal, readBody } from './body.ts';
import { answerText, refuse, type Exchange } from './exchange.ts';
import type { Caller } from './caller.ts';
import { isAsyncIterable } from './live-stream.ts';
import { executeOperation, isRefusalOutcome, withinDeadline, type Execution, type Outcome } from './operation.ts';
import { isParams, paramsOfBody, paramsOfUrl } from './params.ts';
import { errorOf, isRefused, refusal, refusedStatus, withRequestId, type Refusal } from './refusal.ts';

interface Context {
  readonly exchange: Exchange;
  readonly caller: () => Promise<Caller | Refusal>;
  readonly execution: Execution;
  readonly bodyBytes: number;
  /** Filled by the parser, read by the executor: graphql-http's own type has no `documentId`. */
  params?: OperationParams;
  rateHeaders?: Readonly<Record<string, string>>;
}

type Answer = [string, { status: number; statusText: string; headers: Record<string, string> }];

const answer = (status: number, body: object, headers: Readonly<Record<string, string>>, type: string): Answer => [
  JSON.stringify(body),
  { status, statusText: '', headers: { 'content-type': `${type}; charset=utf-8`, ...headers } },
];

const refusedAnswer = ({ exchange }: Context, refused: Refusal, type: string): Answer => {
  exchange.entry.code = refused.code;
  return answer(refused.status, { errors: [errorOf(refused, exchange.request.id)] }, refused.headers, type);
};

const json = 'application/json';
const graphqlJson = 'application/graphql-response+json';

/** graphql-http has checked that one of the two is accepted; the first that stands in the header counts. */
function mediaTypeOf({ incoming }: Exchange): string {
  const accept = (incoming.headers.accept ?? '*/*')
    .toLowerCase()
    .split(',')
    .map((entry) => entry.split(';')[0]?.trim());
  return accept.find((entry) => entry === graphqlJson || entry === json || entry === 'application/*' || entry === '*/*') === graphqlJson
    ? graphqlJson
    : json;
}

/** The parameters of a GET or POST, or the refusal. The body is read here, up to the limit. */
export async function paramsOf(exchange: Exchange, bodyBytes: number): Promise<OperationParams | Refusal> {
  const { incoming, url } = exchange;
  if (incoming.method === 'GET') return paramsOfUrl(url.searchParams);
  if (incoming.method !== 'POST') {
    return refusal(405, 'METHOD_NOT_ALLOWED', 'GraphQL is asked by GET or POST', { headers: { allow: 'GET, POST', connection: 'close' } });
  }
  const [mediaType, ...rest] = (incoming.headers['content-type'] ?? '').toLowerCase().replaceAll(/\s/g, '').split(';');
  if (mediaType !== json || rest.some((part) => part.startsWith('charset=') && !/^charset="?utf-?8"?$/.test(part))) {
    return refusal(415, 'UNSUPPORTED_MEDIA_TYPE', 'The body must be application/json in UTF-8', { headers: { connection: 'close' } });
  }
  const body = await readBody(incoming, bodyBytes, Math.max(0, (exchange.request.deadline ?? Infinity) - Date.now()));
  return isRefusal(body) ? body : paramsOfBody(body);
}

/**
 * graphql-http negotiates the media type and keeps the order of the checks; parsing, validation and execution are the engine's.
 * A complete answer is always returned from `onSubscribe`, because the library ignores a result without `data` there.
 */
const handle: Handler<Exchange, Context> = createHandler<Exchange, Context>({
  async parseRequestParams({ context }) {
    const type = mediaTypeOf(context.exchange);
    const params = await paramsOf(context.exchange, context.bodyBytes);
    if (!isParams(params)) return refusedAnswer(context, params, type);
    context.params = params;
    context.exchange.entry.operationName = params.operationName ?? null;
    return { query: params.query ?? '' };
  },
  async onSubscribe({ context }) {
    const { exchange, execution, params = {} } = context;
    const type = mediaTypeOf(exchange);
    const caller = await context.caller();
    if (!('viewer' in caller)) return refusedAnswer(context, caller, type);
    exchange.entry.viewer = caller.viewer;
    context.rateHeaders = caller.headers;
    const transport = exchange.incoming.method === 'GET' ? 'GET' : 'POST';
    const executed = executeOperation(execution, params, { viewer: caller.viewer, request: exchange.request, transport });
    return answerOf(context, await withinDeadline(executed, exchange.request, exchange.abort), type);
  },
});

function answerOf(context: Context, outcome: Outcome, type: string): Answer {
  if (isRefusalOutcome(outcome)) return refusedAnswer(context, outcome, type);
  if (isAsyncIterable<ExecutionResult>(outcome)) {
    void Promise.resolve(outcome[Symbol.asyncIterator]().return?.()).catch(() => undefined);
    const message = 'A subscription needs a stream: WebSocket (graphql-transport-ws), or Accept: text/event-stream';
    return refusedAnswer(context, refusal(400, 'BAD_REQUEST', message), type);
  }
  const { request, entry } = context.exchange;
  const body = withRequestId(outcome, request.id);
  if (!isRefused(outcome)) return answer(200, body, {}, type);
  const status = refusedStatus(outcome);
  entry.code = String(outcome.errors?.[0]?.extensions?.['code'] ?? 'BAD_REQUEST');
  return answer(status, body, status === 405 ? { allow: 'POST' } : {}, type);
}

/** `/graphql` by GET or POST. */
export async function answerGraphQL(context: Context): Promise<void> {
  const { exchange } = context;
  const { incoming } = exchange;
  const [body, init] = await handle({
    method: incoming.method ?? '',
    url: incoming.url ?? '',
    headers: incoming.headers,
    body: null,
    raw: exchange,
    context,
  });
  const headers: Record<string, string> = { ...context.rateHeaders, ...init.headers };
  if (body === null) {
    const accepted = refusal(init.status, 'NOT_ACCEPTABLE', `Answers come as ${graphqlJson}, ${json} or text/event-stream`, { headers });
    refuse(exchange, accepted);
    return;
  }
  answerText(exchange, init.status, body, { ...headers });
}
