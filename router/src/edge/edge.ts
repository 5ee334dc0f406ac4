import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { writeAccessLine } from './access-log.ts';
import { proxyList } from './address.ts';
import { announcedTooLarge } from './body.ts';
import { answerText, headOf, newExchange, refuse } from './exchange.ts';
import { createSocketServer } from './graphql-over-websocket.ts';
import { listenOn } from './listening.ts';
import { apolloStudioOrigins, defaultEdgeLimits, type EdgeOptions } from './options.ts';
import { isSender, originCheck, senderOf } from './origin.ts';
import { createRateLimiter } from './rate-limit.ts';
import { errorOf, refusal, refusals, type Refusal } from './refusal.ts';
import { createRequests } from './requests.ts';

export interface Edge {
  readonly server: Server;
  /** Starts to listen; answers the address. Throws one sentence where the port is taken or not allowed. */
  listen(): Promise<URL>;
  /** Takes nothing new, finishes what runs, tells sockets (1001) and streams to come back; after `timeoutMs` cuts what is left. */
  drain(timeoutMs: number): Promise<void>;
}

/** The router's HTTP face: everything that comes in by a socket passes here, and reaches the graph by `engine.execute` alone. */
export function createEdge(options: EdgeOptions): Edge {
  const limits = { ...defaultEdgeLimits, ...options.limits, rates: { ...defaultEdgeLimits.rates, ...options.limits?.rates } };
  const trusted = proxyList(options.trustedProxies);
  const isAllowedOrigin = originCheck(options.allowedOrigins ?? apolloStudioOrigins);
  const limiter = createRateLimiter(limits.rates);
  const context = { options, limits, limiter, isAllowedOrigin };
  const sockets = createSocketServer(context);
  const requests = createRequests(context);
  let isDraining = false;

  const onRequest = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const startedAt = performance.now();
    const head = headOf(incoming, trusted);
    response.setHeader('x-request-id', head.id);
    response.setHeader('x-content-type-options', 'nosniff');
    if (isDraining) response.setHeader('connection', 'close');
    const url = URL.parse(incoming.url ?? '/', 'http://conhub.invalid') ?? new URL('http://conhub.invalid/');
    const sender = senderOf(incoming, options.publicUrl);
    // Probes come with the address of a container as Host, and learn nothing but that the process lives.
    const isProbe = url.pathname === '/health';
    const known = isSender(sender) ? sender : { ownOrigin: 'http://conhub.invalid', origin: null, isSameOrigin: false, isSecure: false };
    const exchange = newExchange(incoming, response, head, known, url, limits.requestTimeoutMs);
    response.once('close', () => {
      const line = {
        requestId: head.id,
        method: incoming.method ?? '',
        path: url.pathname,
        status: response.statusCode,
        startedAt,
        ipAddress: head.ipAddress,
      };
      writeAccessLine(
        options.log,
        line,
        response.writableFinished ? exchange.entry : { ...exchange.entry, code: exchange.entry.code ?? 'CLIENT_CLOSED' },
      );
    });
    try {
      if (!isSender(sender) && !isProbe) refuse(exchange, sender);
      else await requests.answer(exchange, isDraining);
    } catch (error) {
      options.log.error({ requestId: head.id, err: error }, 'a request failed');
      if (response.headersSent) response.destroy();
      else refuse(exchange, refusals.internal());
    }
    if (!response.writableEnded && !response.headersSent && !response.destroyed) answerText(exchange, 500, '', {});
  };

  const onUpgrade = (incoming: IncomingMessage, socket: Duplex, head: Buffer): void => {
    socket.on('error', () => socket.destroy());
    const info = headOf(incoming, trusted);
    const refuseUpgrade = (refused: Refusal): void => {
      const body = JSON.stringify({ errors: [errorOf(refused, info.id)] });
      socket.end(
        `HTTP/1.1 ${refused.status} Refused\r\nconnection: close\r\ncontent-type: application/json; charset=utf-8\r\nx-request-id: ${info.id}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      );
      const line = {
        requestId: info.id,
        method: 'WS',
        path: '/graphql',
        status: refused.status,
        startedAt: performance.now(),
        ipAddress: info.ipAddress,
      };
      writeAccessLine(options.log, line, { viewer: null, operationName: null, code: refused.code });
    };
    const sender = senderOf(incoming, options.publicUrl);
    if (!isSender(sender)) return refuseUpgrade(sender);
    if ((incoming.url ?? '').split('?')[0] !== '/graphql') return refuseUpgrade(refusals.notFound(incoming.url ?? ''));
    // A WebSocket has no preflight: without this any page could talk to a ConHub on its reader's machine.
    if (sender.origin !== null && !sender.isSameOrigin && !isAllowedOrigin(sender.origin)) {
      return refuseUpgrade(
        refusal(403, 'ORIGIN_NOT_ALLOWED', 'Pages of this origin may not open a socket here: CONHUB_ALLOWED_ORIGINS lists those that may'),
      );
    }
    if (isDraining) return refuseUpgrade(refusals.draining());
    if (sockets.count() >= limits.sockets) return refuseUpgrade(refusals.overloaded());
    sockets.accept(incoming, socket, head, sender, info);
  };

  // Longer than the 60 s for which proxies commonly keep an idle connection: the closing side must be the one that reuses it.
  const server = createServer({
    keepAliveTimeout: 65_000,
    headersTimeout: 20_000,
    requestTimeout: 300_000,
    connectionsCheckingInterval: 5_000,
  });
  server.on('request', (incoming, response) => void onRequest(incoming, response));
  // curl and others ask before they send a large body: a body that is announced as too large is never sent.
  server.on('checkContinue', (incoming, response) => {
    if (incoming.url?.startsWith('/graphql') !== true || announcedTooLarge(incoming, limits.bodyBytes) === null) response.writeContinue();
    void onRequest(incoming, response);
  });
  server.on('upgrade', onUpgrade);

  return {
    server,
    async listen() {
      await listenOn(server, options.host, options.port);
      const { address, port, family } = server.address() as AddressInfo;
      return new URL(`http://${family === 'IPv6' ? `[${address}]` : address}:${port}`);
    },
    async drain(timeoutMs) {
      isDraining = true;
      const { promise: closed, resolve } = Promise.withResolvers<void>();
      server.close(() => resolve());
      sockets.close();
      requests.endStreams();
      const idle = setInterval(() => server.closeIdleConnections(), 50);
      const timer = setTimeout(() => {
        server.closeAllConnections();
        sockets.terminate();
        resolve();
      }, timeoutMs);
      await closed;
      clearTimeout(timer);
      clearInterval(idle);
    },
  };
}
