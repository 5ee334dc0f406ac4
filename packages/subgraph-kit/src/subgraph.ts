import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GraphQLSchema } from 'graphql';
import type { Viewer } from './identity/viewer.ts';
import type { RequestInfo } from './request-info.ts';

/** What a subgraph is handed with each fetch. In process the viewer is the object itself; between processes it is signed. */
export interface SubgraphRequest {
  readonly viewer: Viewer;
  readonly request: RequestInfo;
}

/** A plain HTTP route that the router passes to the owning subgraph (`/operator/…`, `/files/…`, later `/webhooks/…`). */
export interface SubgraphRoute {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  /** The body is handed on unread and without a limit: who handles it says how much it takes. */
  handle(incoming: IncomingMessage, response: ServerResponse, request: RequestInfo): Promise<void>;
}

/** What every subgraph's `createX(env, engines)` answers; both ways of running use it. */
export interface Subgraph {
  readonly name: string;
  /** Executable, with `_entities` and `_service`. */
  readonly schema: GraphQLSchema;
  /** One context per fetch: EntityManager fork, viewer, loaders. */
  createContext(request: SubgraphRequest): object;
  readonly routes?: readonly SubgraphRoute[];
  /** Jobs, subscribers, workers. Called after every subgraph's migrations have run. */
  start(): Promise<void>;
  /**
   * Reads the logs of other subgraphs no more. All do that before any is stopped: they hear one another, and a read would open a database
   * again that has been closed. Safe to call twice.
   */
  stopHearing?(): Promise<void>;
  /** Drains, then lets go of everything. Safe to call twice. */
  stop(): Promise<void>;
  /** Deep health: null when well, else a sentence. */
  check(): Promise<string | null>;
}
