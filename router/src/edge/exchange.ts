import type { BlockList } from 'node:net';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type RequestInfo, endUnread } from '@conhub/subgraph-kit';
import { newAccessEntry, type AccessEntry } from './access-log.ts';
import { clientAddress } from './address.ts';
import type { Sender } from './origin.ts';
import { errorOf, type Refusal } from './refusal.ts';
import { requestIdOf } from './request-id.ts';
import { readSessionCookie, writeSessionCookie } from './session-cookie.ts';

/** One HTTP request on its way, with what the edge knows of it. */
export interface Exchange {
  readonly incoming: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly sender: Sender;
  readonly request: RequestInfo;
  readonly entry: AccessEntry;
  /** Aborts when the client has gone away or the deadline has passed. */
  readonly abort: AbortController;
}

const traceparent = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;
const userAgentMax = 256;

/** What of a request's head goes into every fact that it causes. Shared by HTTP and WebSocket. */
export function headOf(incoming: IncomingMessage, trusted: BlockList): Pick<RequestInfo, 'id' | 'ipAddress' | 'userAgent' | 'trace'> {
  const { headers } = incoming;
  const trace = headers['traceparent'];
  const forwardedFor = headers['x-forwarded-for'];
  return {
    id: requestIdOf(one(headers['x-request-id'])),
    ipAddress: clientAddress(incoming.socket.remoteAddress, one(forwardedFor), trusted),
    userAgent: headers['user-agent']?.replaceAll(/[^\x20-\x7e]/g, '').slice(0, userAgentMax) ?? null,
    trace: typeof trace === 'string' && traceparent.test(trace) ? trace : null,
  };
}

export const one = (header: string | string[] | undefined): string | undefined => (Array.isArray(header) ? header.join(',') : header);

export function newExchange(
  incoming: IncomingMessage,
  response: ServerResponse,
  head: ReturnType<typeof headOf>,
  sender: Sender,
  url: URL,
  timeoutMs: number,
): Exchange {
  const abort = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) abort.abort();
  });
  const request: RequestInfo = {
    ...head,
    // A page of another site gets no use out of the cookie that the browser sent along.
    sessionCookie: sender.isSameOrigin ? readSessionCookie(incoming.headers.cookie, sender.isSecure) : null,
    deadline: Date.now() + timeoutMs,
    signal: abort.signal,
    ...(sender.isSameOrigin
      ? {
          setSessionCookie: (value: string | null, expiresAt: Date | null): void => {
            if (!response.headersSent) response.setHeader('set-cookie', writeSessionCookie(value, expiresAt, sender.isSecure));
          },
        }
      : {}),
  };
  return { incoming, response, url, sender, request, entry: newAccessEntry(), abort };
}

export function answerJson(
  exchange: Exchange,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
  type = 'application/json',
): void {
  answerText(exchange, status, JSON.stringify(body), { 'content-type': `${type}; charset=utf-8`, ...headers });
}

export function answerText(
  { incoming, response }: Exchange,
  status: number,
  body: string,
  headers: Readonly<Record<string, string>>,
): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, { 'cache-control': 'no-store', ...headers, 'content-length': Buffer.byteLength(body) });
  if (incoming.method === 'HEAD') response.end();
  else endUnread(incoming, response, body);
}

export function refuse(exchange: Exchange, refused: Refusal, type?: string): void {
  exchange.entry.code = refused.code;
  answerJson(exchange, refused.status, { errors: [errorOf(refused, exchange.request.id)] }, refused.headers, type);
}
