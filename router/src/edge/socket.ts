import type { WebSocket as GraphQLSocket } from 'graphql-ws';
import { CloseCode } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { EdgeLog } from './options.ts';

/** A ws socket as graphql-ws wants it. `send` settles when the bytes have left, so that a slow reader slows its own streams only. */
export function openSocket(socket: WebSocket, log: EdgeLog, requestId: string): GraphQLSocket {
  // ws closes the socket itself (1009 for a message that is too large, 1002 for a broken frame); without a listener it would throw.
  socket.on('error', (error) => log.info({ requestId, reason: error.message }, 'socket error'));
  return {
    protocol: socket.protocol,
    send: (data) =>
      new Promise((resolve) => {
        if (socket.readyState === socket.OPEN) socket.send(data, () => resolve());
        else resolve();
      }),
    close: (code, reason) => socket.close(code, reason),
    onMessage: (handle) => {
      socket.on('message', (data) => {
        handle(withQuery(String(data))).catch((error: unknown) => {
          log.error({ requestId, err: error }, 'a socket message failed');
          socket.close(CloseCode.InternalServerError, 'Internal server error');
        });
      });
    },
  };
}

/** graphql-ws insists on `query`, which an operation by `documentId` does not have. */
function withQuery(text: string): string {
  if (!text.includes('"documentId"')) return text;
  try {
    const message = JSON.parse(text) as { payload?: { query?: unknown; documentId?: unknown } };
    if (typeof message.payload?.documentId !== 'string' || message.payload.query != null) return text;
    return JSON.stringify({ ...message, payload: { ...message.payload, query: '' } });
  } catch {
    return text;
  }
}

/** Pings; a socket that has not answered one ping by the next is gone. Answers what stops it. */
export function keepAlive(socket: WebSocket, intervalMs: number): () => void {
  let isAlive = true;
  socket.on('pong', () => {
    isAlive = true;
  });
  const timer = setInterval(() => {
    if (!isAlive) return socket.terminate();
    isAlive = false;
    socket.ping();
  }, intervalMs);
  return () => clearInterval(timer);
}
