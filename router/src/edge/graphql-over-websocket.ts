import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { anonymous, type RequestInfo, type Viewer } from '@conhub/subgraph-kit';
import { GraphQLError, parse, type ExecutionResult } from 'graphql';
import { CloseCode, handleProtocols, makeServer, type SubscribePayload } from 'graphql-ws';
import { WebSocketServer, type WebSocket } from 'ws';
import type { EngineRequest } from '../engine/engine.ts';
import { newAccessEntry, writeAccessLine } from './access-log.ts';
import { bearerOf, callerOf, type CallerContext } from './caller.ts';
import type { headOf } from './exchange.ts';
import { isAsyncIterable, liveStream, type LiveStream } from './live-stream.ts';
import { executeOperation, hasSession, isRefusalOutcome, type Outcome } from './operation.ts';
import type { EdgeLimits, EdgeOptions } from './options.ts';
import type { Sender } from './origin.ts';
import { checkedParams, isParams } from './params.ts';
import { tooManyRequests } from './rate-limit.ts';
import { errorOf, identityRefusal, isRefused, refusal, refusals, withRequestId, type Refusal } from './refusal.ts';
import { readSessionCookie } from './session-cookie.ts';
import { keepAlive, openSocket } from './socket.ts';

interface SocketServer {
  accept(incoming: IncomingMessage, socket: Duplex, head: Buffer, sender: Sender, info: ReturnType<typeof headOf>): void;
  readonly count: () => number;
  /** Tells every client to come back later (1001). */
  close(): void;
  terminate(): void;
}

/** One connection: who it is, and what it has running. */
interface Connection {
  readonly socket: WebSocket;
  readonly request: RequestInfo;
  viewer: Viewer;
  running: number;
  operations: number;
  /** Stops the watch of the session. */
  unwatch: (() => void) | null;
  readonly abort: AbortController;
}

type Context = { readonly options: EdgeOptions; readonly limits: EdgeLimits } & CallerContext;

/** graphql-ws wants a document to tell a stream from a single result; the engine has executed already when it is looked at. */
const executed = parse('{ executed }');

export function createSocketServer(context: Context): SocketServer {
  const { limits } = context;
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: limits.messageBytes,
    // Compression would hold 300 KB a socket and opens a way to send much with little.
    perMessageDeflate: false,
    handleProtocols: (protocols) => handleProtocols(protocols),
  });
  const protocol = makeServer<Record<string, unknown>, Connection>({
    connectionInitWaitTimeout: limits.connectionInitTimeoutMs,
    onConnect: async ({ extra, connectionParams }) => connect(context, extra, connectionParams),
    onSubscribe: async ({ extra }, _id, payload) => subscribe(context, extra, payload),
    execute: (args) => (args.contextValue as { outcome: ExecutionResult }).outcome,
    onNext({ extra }, _id, _payload, _args, result) {
      // The engine may see the end before the watch does. Said as a result, a client would take it for the end of one operation.
      if (saysSessionEnded(result as ExecutionResult)) endSession(extra);
      return withRequestId(result as ExecutionResult, extra.request.id);
    },
    onError: ({ extra }, _id, _payload, errors) => errors.map((error) => maskedStreamError(context, extra, error)),
  });
  return {
    count: () => server.clients.size,
    close: () => {
      for (const client of server.clients) client.close(1001, 'ConHub is shutting down');
    },
    terminate: () => {
      for (const client of server.clients) client.terminate();
    },
    accept(incoming, duplex, head, sender, info) {
      server.handleUpgrade(incoming, duplex, head, (socket) => {
        const connection = newConnection(socket, incoming, sender, info);
        const startedAt = performance.now();
        const closed = protocol.opened(openSocket(socket, context.options.log, info.id), connection);
        const stopPings = keepAlive(socket, limits.socketPingMs);
        socket.once('close', (code, reason) => {
          stopPings();
          connection.unwatch?.();
          connection.abort.abort();
          void closed(code, String(reason));
          const line = { requestId: info.id, method: 'WS', path: '/graphql', status: code, startedAt, ipAddress: info.ipAddress };
          writeAccessLine(context.options.log, line, { ...newAccessEntry(), viewer: connection.viewer });
        });
      });
    },
  };
}

function newConnection(socket: WebSocket, incoming: IncomingMessage, sender: Sender, info: ReturnType<typeof headOf>): Connection {
  const abort = new AbortController();
  // Browsers always send Origin with a WebSocket, so a cookie without one is not from a page of ours.
  const isOwnPage = sender.isSameOrigin && sender.origin !== null;
  const sessionCookie = isOwnPage ? readSessionCookie(incoming.headers.cookie, sender.isSecure) : null;
  const request: RequestInfo = { ...info, sessionCookie, deadline: null, signal: abort.signal };
  return { socket, request, viewer: anonymous, running: 0, operations: 0, unwatch: null, abort };
}

const closeReason = (message: string): string => (Buffer.byteLength(message) < 124 ? message : 'Refused');

/** `connection_init { authorization, "conhub-organization" }`. Refused: 4403; 1013 where it is not the client's fault. */
async function connect(context: Context, connection: Connection, params: Readonly<Record<string, unknown>> = {}): Promise<boolean> {
  const { socket, request } = connection;
  const given = new Map(Object.entries(params).map(([name, value]) => [name.toLowerCase(), value]));
  const text = (name: string): string | null => (typeof given.get(name) === 'string' ? (given.get(name) as string) : null);
  const authorization = text('authorization');
  const bearer = bearerOf(authorization ?? undefined);
  const refuse = (code: number, message: string): false => {
    socket.close(code, closeReason(message));
    return false;
  };
  if (authorization !== null && bearer === null) return refuse(CloseCode.Forbidden, 'authorization is not “Bearer …”');
  const organization = text('conhub-organization');
  const caller = await callerOf(context, { bearer, sessionCookie: request.sessionCookie, organization }, request, true);
  if (!('viewer' in caller)) {
    return refuse(caller.status === 429 || caller.status >= 500 ? 1013 : CloseCode.Forbidden, caller.message);
  }
  if (socket.readyState !== socket.OPEN) return false;
  connection.viewer = caller.viewer;
  if (hasSession(caller.viewer)) {
    connection.unwatch = context.options.watchIdentity(caller.viewer, () => endSession(connection));
  }
  return true;
}

const saysSessionEnded = ({ errors }: ExecutionResult): boolean =>
  errors?.some(({ extensions }) => extensions?.['code'] === 'SESSION_ENDED') ?? false;

const endSession = ({ socket }: Connection): void => socket.close(CloseCode.Unauthorized, 'The session or the membership has ended');

interface Executed {
  readonly schema: EdgeOptions['engine']['schema'];
  readonly document: typeof executed;
  readonly contextValue: { readonly outcome: ExecutionResult | LiveStream<ExecutionResult> };
}

async function subscribe(context: Context, connection: Connection, payload: SubscribePayload): Promise<Executed | GraphQLError[]> {
  const { options, limits } = context;
  const refused = (refusal: Refusal): GraphQLError[] => {
    const { message, extensions } = errorOf(refusal, connection.request.id);
    return [new GraphQLError(message, { extensions: extensions ?? {} })];
  };
  if (connection.running >= limits.operationsPerSocket) {
    return refused(
      refusal(429, 'TOO_MANY_REQUESTS', `This socket has ${limits.operationsPerSocket} operations running: end one first, or open another`),
    );
  }
  connection.running += 1;
  const ended = (): void => void (connection.running -= 1);
  const outcome = await execute(context, connection, payload);
  if (!isRefusalOutcome(outcome) && isAsyncIterable<ExecutionResult>(outcome)) {
    return { schema: options.engine.schema, document: executed, contextValue: { outcome: liveStream(outcome, ended) } };
  }
  ended();
  if (isRefusalOutcome(outcome)) return refused(outcome);
  if (!isRefused(outcome)) return { schema: options.engine.schema, document: executed, contextValue: { outcome } };
  return (withRequestId(outcome, connection.request.id).errors ?? []).map(
    ({ message, path, extensions }) =>
      new GraphQLError(message, { ...(path === undefined ? {} : { path }), ...(extensions === undefined ? {} : { extensions }) }),
  );
}

async function execute(context: Context, connection: Connection, payload: SubscribePayload): Promise<Outcome> {
  const { options, limiter } = context;
  // The first operation was counted by connection_init.
  const taken = connection.operations++ === 0 ? null : limiter.take(connection.viewer, connection.request.ipAddress);
  if (taken?.isAllowed === false) return tooManyRequests(taken);
  const params = checkedParams({ ...payload });
  if (!isParams(params)) return params;
  return (
    (await refresh(context, connection)) ?? executeOperation({ engine: options.engine, log: options.log }, params, requestOf(connection))
  );
}

/** The engine asks this object again for each event, and so sees a role that has changed under a running subscription. */
const requestOf = (connection: Connection): EngineRequest => ({
  get viewer() {
    return connection.viewer;
  },
  request: connection.request,
  transport: 'WS',
});

async function refresh({ options }: Context, connection: Connection): Promise<Refusal | null> {
  if (options.refreshViewer === undefined || !hasSession(connection.viewer)) return null;
  try {
    connection.viewer = await options.refreshViewer(connection.viewer);
    return null;
  } catch (error) {
    const refused = identityRefusal(error);
    if (refused?.code === 'UNAUTHENTICATED' || refused?.code === 'FORBIDDEN') endSession(connection);
    if (refused === null) options.log.error({ requestId: connection.request.id, err: error }, 'identify failed');
    return refused ?? refusals.internal();
  }
}

/** A refusal was written by us; what a running stream threw was not, and is masked. */
function maskedStreamError({ options }: Context, { request }: Connection, error: GraphQLError): ReturnType<GraphQLError['toJSON']> {
  if (typeof error.extensions['code'] === 'string') return error.toJSON();
  options.log.error({ requestId: request.id, err: error.originalError ?? error }, 'a stream of results failed');
  return errorOf(refusals.internal(), request.id);
}
