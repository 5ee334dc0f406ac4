import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { refusal, refusals, type Refusal } from './refusal.ts';

const decoders: Readonly<Record<string, () => NodeJS.ReadWriteStream & Readable>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

export const isRefusal = (value: string | Refusal): value is Refusal => typeof value !== 'string';

/** What can be said before a byte is read: the client's own announcement. */
export function announcedTooLarge(incoming: IncomingMessage, limitBytes: number): Refusal | null {
  const announced = Number(incoming.headers['content-length'] ?? 0);
  return announced > limitBytes ? refusals.payloadTooLarge(limitBytes) : null;
}

/**
 * The body as text, at most `limitBytes` after decompression. Stops at the limit: neither a large body nor a small one that
 * unpacks to a large one is held. Answers a refusal for a body that is too large, too slow, damaged, cut off, or not UTF-8.
 */
export async function readBody(incoming: IncomingMessage, limitBytes: number, timeoutMs: number): Promise<string | Refusal> {
  const announced = announcedTooLarge(incoming, limitBytes);
  if (announced !== null) return announced;
  const encoding = incoming.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  const decoder = encoding === 'identity' ? null : decoders[encoding]?.();
  if (decoder === undefined) {
    return refusal(415, 'UNSUPPORTED_ENCODING', 'The body’s content-encoding is not one of gzip, deflate, br', {
      headers: { 'accept-encoding': 'gzip, deflate, br', connection: 'close' },
    });
  }
  const bytes = await collect(incoming, decoder, limitBytes, timeoutMs);
  if (!Buffer.isBuffer(bytes)) return bytes;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refusals.badInput([], 'INVALID_UTF8', 'The body is not valid UTF-8');
  }
}

function collect(
  incoming: IncomingMessage,
  decoder: (NodeJS.ReadWriteStream & Readable) | null,
  limitBytes: number,
  timeoutMs: number,
): Promise<Buffer | Refusal> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const source: Readable = decoder ?? incoming;
    const settle = (outcome: Buffer | Refusal): void => {
      clearTimeout(timer);
      incoming.off('error', onCut).off('close', onCut);
      source.off('data', onData).off('end', onEnd);
      if (decoder !== null) {
        incoming.unpipe(decoder);
        decoder.destroy();
      }
      resolve(outcome);
    };
    const onData = (chunk: Buffer): void => {
      length += chunk.length;
      if (length > limitBytes) settle(refusals.payloadTooLarge(limitBytes));
      else chunks.push(chunk);
    };
    const onEnd = (): void => settle(Buffer.concat(chunks));
    const onCut = (): void => {
      if (!incoming.complete) settle(refusals.badRequest('The body was cut off'));
    };
    const timer = setTimeout(() => settle(refusals.bodyTooSlow()), timeoutMs);
    source.on('data', onData).on('end', onEnd);
    incoming.on('error', onCut).on('close', onCut);
    if (decoder !== null) {
      // Stays on after settling: a destroyed decoder may still report what it had begun.
      decoder.on('error', () => settle(refusals.badRequest('The body is not what its content-encoding says')));
      incoming.pipe(decoder);
    }
  });
}
