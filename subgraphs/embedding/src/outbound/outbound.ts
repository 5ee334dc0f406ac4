import { Agent as HttpAgent, type IncomingMessage, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

/** What the machine's `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` say. */
export interface ProxySettings {
  readonly httpProxy?: string;
  readonly httpsProxy?: string;
  readonly noProxy?: string;
}

export interface OutboundRequest {
  readonly method?: 'GET' | 'HEAD' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
  /** Without a byte from the other side. */
  readonly idleMs?: number;
}

/**
 * One request to a server that the operator has named, through the proxy the machine names. It never follows a redirect: where to is the
 * caller's decision. @throws OutboundFailure when no answer comes; the signal's reason when it is aborted
 */
export type Outbound = (url: URL, request?: OutboundRequest) => Promise<IncomingMessage>;

/** Nobody answered; the message names the host and never the path, the query or a header. */
export class OutboundFailure extends Error {}

const idleDefaultMs = 30_000;

export function createOutbound({ httpProxy, httpsProxy, noProxy }: ProxySettings = {}): Outbound {
  const proxyEnv = {
    ...(httpProxy === undefined ? {} : { HTTP_PROXY: httpProxy }),
    ...(httpsProxy === undefined ? {} : { HTTPS_PROXY: httpsProxy }),
    ...(noProxy === undefined ? {} : { NO_PROXY: noProxy }),
  };
  const agents = {
    'http:': new HttpAgent({ keepAlive: true, proxyEnv }),
    'https:': new HttpsAgent({ keepAlive: true, proxyEnv }),
  };
  return (url, { method = 'GET', headers = {}, body, signal, idleMs = idleDefaultMs } = {}) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(signal.reason as Error);
        return;
      }
      if (url.protocol !== 'http:' && url.protocol !== 'https:') {
        reject(new OutboundFailure(`${url.protocol}// is not spoken here`));
        return;
      }
      const failed = (error: unknown): void => {
        reject(
          signal?.aborted === true ? (signal.reason as Error) : new OutboundFailure(`${url.host} cannot be reached: ${reasonOf(error)}`),
        );
      };
      const outgoing = (url.protocol === 'https:' ? httpsRequest : httpRequest)(
        url,
        {
          method,
          agent: agents[url.protocol],
          headers: { ...headers, ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }) },
          ...(signal === undefined ? {} : { signal }),
          timeout: idleMs,
        },
        resolve,
      );
      outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer for ${Math.round(idleMs / 100) / 10} s`)));
      outgoing.on('error', failed);
      outgoing.end(body);
    });
}

function reasonOf(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  return code ?? message ?? 'unknown';
}

/** The whole body as text. @throws OutboundFailure when it is longer than `bytesMax`, or breaks off */
export async function textOf(incoming: IncomingMessage, bytesMax: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of incoming as AsyncIterable<Buffer>) {
      size += chunk.byteLength;
      if (size > bytesMax) break;
      chunks.push(chunk);
    }
  } catch (error) {
    throw new OutboundFailure(`The answer broke off: ${reasonOf(error)}`);
  }
  if (size > bytesMax) throw new OutboundFailure(`The answer is longer than ${bytesMax} bytes`);
  return Buffer.concat(chunks).toString('utf8');
}
