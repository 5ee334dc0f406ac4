import { UnauthenticatedError, anonymous, type UserViewer, type Viewer } from '@conhub/subgraph-kit';
import { onTestFinished } from 'vitest';
import { createEdge, type Edge, type EdgeOptions } from '../../src/index.ts';
import { tinyEngine, type TinyEngine } from './tiny-engine.ts';

export const ann: UserViewer = {
  kind: 'user',
  userId: 'usr_ann',
  sessionId: 'ses_ann',
  organizationId: 'org_one',
  membershipId: 'mem_ann',
  roleKey: 'OWNER',
  scopes: [],
  teamIds: [],
};

const key = {
  kind: 'apiKey',
  apiKeyId: 'key_one',
  userId: 'usr_ann',
  organizationId: 'org_one',
  scopes: [] as string[],
  teamIds: [],
} as const;

/** Tokens that the tests present; the real ones are the users subgraph's. */
const viewers: Readonly<Record<string, Viewer>> = {
  ann,
  key,
  'admin-key': { ...key, apiKeyId: 'key_admin', scopes: ['members:manage'] },
};

export interface RunningEdge {
  readonly edge: Edge;
  readonly url: URL;
  readonly engine: TinyEngine;
  readonly lines: Record<string, unknown>[];
  /** Ends what `watchIdentity` watches. */
  readonly endIdentities: () => void;
  readonly watched: Set<() => void>;
  readonly graphql: (body: unknown, headers?: Record<string, string>) => Promise<Response>;
}

export async function startEdge(given: Partial<EdgeOptions> = {}): Promise<RunningEdge> {
  const engine = tinyEngine();
  const lines: Record<string, unknown>[] = [];
  const watched = new Set<() => void>();
  const record =
    (level: string) =>
    (fields: object, message: string): void =>
      void lines.push({ level, message, ...fields });
  const edge = createEdge({
    engine,
    identify: ({ bearer, sessionCookie }) => {
      const secret = bearer ?? sessionCookie;
      if (secret === null) return Promise.resolve(anonymous);
      const viewer = viewers[secret];
      return viewer === undefined
        ? Promise.reject(new UnauthenticatedError('The session has ended: sign in again'))
        : Promise.resolve(viewer);
    },
    watchIdentity: (_viewer, onEnded) => {
      watched.add(onEnded);
      return () => watched.delete(onEnded);
    },
    routes: [],
    jwks: () => ({ keys: [] }),
    checks: () => Promise.resolve([]),
    publicUrl: null,
    trustedProxies: [],
    host: '127.0.0.1',
    port: 0,
    log: { info: record('info'), warn: record('warn'), error: record('error') },
    ...given,
  });
  const url = await edge.listen();
  onTestFinished(() => edge.drain(0));
  return {
    edge,
    url,
    engine,
    lines,
    watched,
    endIdentities: () => {
      for (const end of watched) end();
    },
    graphql: (body, headers = {}) =>
      fetch(new URL('/graphql', url), {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' || body instanceof Uint8Array ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body),
      }),
  };
}

interface ErrorsBody {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions: { readonly code: string; readonly requestId: string; readonly [name: string]: unknown };
  }[];
}

export const bodyOf = async (response: Response): Promise<ErrorsBody> => (await response.json()) as ErrorsBody;

export const codeOf = async (response: Response): Promise<string | undefined> => (await bodyOf(response)).errors?.[0]?.extensions.code;
