import type { RequestInfo, SubgraphRoute, Viewer } from '@conhub/subgraph-kit';
import type { Engine } from '../engine/engine.ts';

/** What a request shows of who it says it is. `users` decides what it is worth. */
export interface Credentials {
  /** The value after `Authorization: Bearer `: an access token or an API key. */
  readonly bearer: string | null;
  /** The `conhub_session` cookie, only of a same-origin request. */
  readonly sessionCookie: string | null;
  /** Header `conhub-organization`: an id or a slug. */
  readonly organization: string | null;
}

/** The part of pino that the edge uses. */
export interface EdgeLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** A token bucket: `requests` at once, refilled evenly over `windowMs`. */
export interface Rate {
  readonly requests: number;
  readonly windowMs: number;
}

/** `null` switches a rate off. */
export interface EdgeRates {
  /** Each session. */
  readonly session: Rate | null;
  /** Each API key. */
  readonly apiKey: Rate | null;
  /** Each API key that holds `members:manage`. */
  readonly adminKey: Rate | null;
  /** Requests without valid credentials, each IPv4 address or IPv6 /64. */
  readonly address: Rate | null;
}

export interface EdgeLimits {
  /** GraphQL body after decompression. */
  readonly bodyBytes: number;
  /** One WebSocket message. */
  readonly messageBytes: number;
  readonly operationsPerSocket: number;
  readonly sockets: number;
  /** Requests in execution at once; beyond it 503. */
  readonly concurrentRequests: number;
  /** Whole request; subscriptions have none. */
  readonly requestTimeoutMs: number;
  readonly connectionInitTimeoutMs: number;
  /** Between two pings of a socket; one that did not answer the last is ended. */
  readonly socketPingMs: number;
  readonly rates: EdgeRates;
}

const minute = 60_000;

export const defaultEdgeLimits: EdgeLimits = {
  bodyBytes: 1024 * 1024,
  messageBytes: 256 * 1024,
  operationsPerSocket: 50,
  sockets: 10_000,
  concurrentRequests: 1_000,
  requestTimeoutMs: 30_000,
  connectionInitTimeoutMs: 5_000,
  socketPingMs: 12_000,
  rates: {
    session: { requests: 1_200, windowMs: minute },
    apiKey: { requests: 1_000, windowMs: 60 * minute },
    adminKey: { requests: 10_000, windowMs: 60 * minute },
    address: { requests: 300, windowMs: minute },
  },
};

/** Apollo's Explorer and Sandbox, hosted and embedded. They send a Bearer token; a cookie never crosses origins. */
export const apolloStudioOrigins: readonly string[] = [
  'https://studio.apollographql.com',
  'https://explorer.embed.apollographql.com',
  'https://sandbox.embed.apollographql.com',
];

/** The only way into the graph. */
export type GraphDoor = Pick<Engine, 'execute' | 'schema'>;

export interface EdgeOptions {
  readonly engine: GraphDoor;
  /** Throws a DomainError for credentials that are not valid; answers `anonymous` where there are none. */
  identify(credentials: Credentials, request: RequestInfo): Promise<Viewer>;
  /**
   * The viewer as it is now, asked for before each operation of a socket, because a socket outlives its access token and a role
   * may change meanwhile. Throws a DomainError when session or membership have ended. Without it the viewer of `connection_init` stays.
   */
  refreshViewer?(viewer: Viewer): Promise<Viewer>;
  /** Calls `onEnded` once when the viewer's session, key or membership ends. Answers what stops the watch. */
  watchIdentity(viewer: Viewer, onEnded: () => void): () => void;
  readonly routes: readonly SubgraphRoute[];
  jwks(): object;
  /** Deep health, one entry for each part; `problem` is a sentence, null when well. */
  checks(): Promise<readonly { readonly name: string; readonly problem: string | null }[]>;
  readonly publicUrl: URL | null;
  /** Default: Apollo Studio's. Other origins may not read answers. */
  readonly allowedOrigins?: readonly string[];
  /** Addresses and CIDR ranges whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly limits?: Partial<Omit<EdgeLimits, 'rates'>> & { readonly rates?: Partial<EdgeRates> };
  readonly log: EdgeLog;
}
