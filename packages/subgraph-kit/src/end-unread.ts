import type { IncomingMessage, ServerResponse } from 'node:http';

const lingerMs = 1_000;
const lingerBytes = 8 * 1024 * 1024;

/**
 * Ends an answer whose request body was not read to its end. Closing at once would reset the connection, and the client,
 * still sending, would lose the answer; so what arrives is thrown away for a moment first. `body` must have been announced
 * by content-length, so that the client knows the answer is whole.
 */
export function endUnread(incoming: IncomingMessage, response: ServerResponse, body: string): void {
  const hasBody = incoming.headers['transfer-encoding'] !== undefined || Number(incoming.headers['content-length'] ?? 0) > 0;
  if (incoming.complete || !hasBody) {
    response.end(body);
    return;
  }
  response.write(body);
  let thrownAway = 0;
  const finish = (): void => {
    clearTimeout(timer);
    response.end();
  };
  const cut = (): void => {
    finish();
    incoming.socket.destroySoon();
  };
  const timer = setTimeout(cut, lingerMs);
  incoming.on('data', (chunk: Buffer) => {
    thrownAway += chunk.length;
    if (thrownAway > lingerBytes) cut();
  });
  incoming.once('end', finish).once('error', cut);
}
