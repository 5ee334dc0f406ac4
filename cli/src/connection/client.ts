import { createClient as createSocketClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { CliFailure } from '../failure.ts';
import type { TypedDocumentString } from '../generated/operations.generated.ts';

export interface GraphQLFault {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string; readonly [key: string]: unknown };
}

export interface Client {
  readonly url: URL;
  /** Answers `data`; partial data with errors is answered too, and `onFault` hears the errors. @throws CliFailure */
  execute<Result, Variables>(document: TypedDocumentString<Result, Variables>, variables: Variables): Promise<Result>;
  subscribe<Result, Variables>(
    document: TypedDocumentString<Result, Variables>,
    variables: Variables,
    signal?: AbortSignal,
  ): AsyncGenerator<Result>;
  /** A plain JSON route of the hub, without GraphQL. @throws CliFailure */
  post<Reply>(path: string, body: object): Promise<Reply>;
}

export interface ClientOptions {
  readonly url: URL;
  /** An access token or an API key; asked for before each request, so that it can be renewed. Null: anonymous. */
  readonly token: () => Promise<string | null>;
  readonly organization: string | null;
  readonly onFault?: (fault: GraphQLFault) => void;
}

export function createClient({ url, token, organization, onFault }: ClientOptions): Client {
  const headers = async (): Promise<Record<string, string>> => {
    const bearer = await token();
    return {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
      ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
      ...(organization === null ? {} : { 'conhub-organization': organization }),
    };
  };
  return {
    url,
    async execute(document, variables) {
      const reply = await send(new URL('/graphql', url), {
        method: 'POST',
        headers: await headers(),
        body: JSON.stringify({ query: document.toString(), variables }),
      });
      const result = (await json(reply)) as { data?: never; errors?: GraphQLFault[] };
      return dataOf(result, onFault);
    },
    async *subscribe(document, variables, signal) {
      const socket = createSocketClient({
        url: new URL('/graphql', url).href.replace(/^http/, 'ws'),
        webSocketImpl: WebSocket,
        connectionParams: async () => {
          const { authorization, 'conhub-organization': chosen } = await headers();
          return {
            ...(authorization === undefined ? {} : { authorization }),
            ...(chosen === undefined ? {} : { 'conhub-organization': chosen }),
          };
        },
        retryAttempts: 20,
        shouldRetry: (event) => !isFinal(event),
      });
      const stop = (): void => void socket.dispose();
      signal?.addEventListener('abort', stop);
      try {
        for await (const result of socket.iterate({ query: document.toString(), variables: variables as Record<string, unknown> })) {
          yield dataOf(result as { data?: never; errors?: GraphQLFault[] }, onFault);
        }
      } catch (error) {
        if (signal?.aborted) return;
        throw socketFailure(error, url);
      } finally {
        signal?.removeEventListener('abort', stop);
        await socket.dispose();
      }
    },
    async post(path, body) {
      const reply = await send(new URL(path, url), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      const result = (await json(reply)) as { error?: { code: string; message: string } };
      if (result.error !== undefined) throw failureOf(result.error.code, result.error.message);
      return result as never;
    },
  };
}

function dataOf<Result>(result: { data?: Result | null; errors?: readonly GraphQLFault[] }, onFault: ClientOptions['onFault']): Result {
  const [fault] = result.errors ?? [];
  const data = result.data ?? null;
  const isEmpty = data === null || Object.values(data).every((value) => value === null);
  if (fault !== undefined && isEmpty) throw failureOf(fault.extensions?.code ?? 'UNKNOWN', fault.message, result);
  for (const each of result.errors ?? []) onFault?.(each);
  if (data === null) throw failureOf('UNKNOWN', 'The hub answered nothing', result);
  return data;
}

function failureOf(code: string, message: string, result?: unknown): CliFailure {
  const exitCode = code === 'UNAUTHENTICATED' ? 3 : code === 'UNAVAILABLE' || code === 'SUBGRAPH_UNAVAILABLE' ? 4 : 1;
  return result === undefined ? new CliFailure(exitCode, code, message) : new CliFailure(exitCode, code, message, result);
}

async function send(url: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch {
    throw unreachable(url);
  }
}

async function json(reply: Response): Promise<unknown> {
  try {
    return await reply.json();
  } catch {
    throw new CliFailure(4, 'NOT_CONHUB', `${reply.url} answered ${reply.status}, and not as ConHub does. Is the address right?`);
  }
}

export const unreachable = (url: URL): CliFailure =>
  new CliFailure(4, 'NOT_REACHABLE', `No ConHub answers at ${url.origin}. Start it with: npx pnpm@12 start`);

/** 4401: the session ended. 4403: not allowed in. 4400, 4429 and the like are the client's fault and stay so. */
const isFinal = (event: unknown): boolean => {
  const code = (event as { code?: number } | null)?.code ?? 0;
  return code >= 4400 && code < 4500;
};

function socketFailure(error: unknown, url: URL): CliFailure {
  if (error instanceof CliFailure) return error;
  if (Array.isArray(error)) {
    const [fault] = error as GraphQLFault[];
    return failureOf(fault?.extensions?.code ?? 'UNKNOWN', fault?.message ?? 'The subscription was refused');
  }
  const { code, reason } = error as { code?: number; reason?: string };
  if (code === 4401 || code === 4403) return new CliFailure(3, 'UNAUTHENTICATED', reason || 'The session has ended: sign in again');
  if (code !== undefined && code >= 4400 && code < 4500)
    return new CliFailure(1, 'REFUSED', reason || `The hub closed the connection (${code})`);
  return unreachable(url);
}
