import { type EdgeOptions, createEdge } from '@conhub/router';
import { silentLog } from '@conhub/subgraph-kit/log';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { TestGraph } from './graph.ts';

export interface Served {
  readonly url: URL;
  stop(): Promise<void>;
}

/** The graph behind its real edge, on a port of its own. */
export async function serve(graph: TestGraph, limits: NonNullable<EdgeOptions['limits']> = {}): Promise<Served> {
  const { engine, users, subgraphs } = graph;
  const edge = createEdge({
    engine,
    identify: users.identify,
    refreshViewer: users.refreshViewer,
    watchIdentity: users.watchIdentity,
    routes: subgraphs.flatMap((subgraph) => subgraph.routes ?? []),
    jwks: users.jwks,
    checks: () => Promise.all(subgraphs.map(async (subgraph) => ({ name: subgraph.name, problem: await subgraph.check() }))),
    publicUrl: null,
    trustedProxies: [],
    host: '127.0.0.1',
    port: 0,
    limits,
    log: silentLog(),
  });
  return { url: await edge.listen(), stop: () => edge.drain(2_000) };
}

export interface OpenSocket {
  /** Resolves with the close code. */
  readonly closed: Promise<number>;
  readonly received: unknown[];
  isOpen(): boolean;
  close(): void;
}

/** A socket with one running subscription; resolves when its first event has come. */
export async function openSocket({ url }: Served, bearer: string, query: string): Promise<OpenSocket> {
  let code: number | null = null;
  let told: (code: number) => void = () => {};
  const closed = new Promise<number>((resolve) => (told = resolve));
  const received: unknown[] = [];
  const client = createClient({
    url: new URL('/graphql', url).href.replace(/^http/, 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${bearer}` },
    retryAttempts: 0,
    on: {
      closed(event) {
        code = (event as { code: number }).code;
        told(code);
      },
    },
  });
  await new Promise<void>((resolve, reject) => {
    client.subscribe(
      { query },
      {
        next(result) {
          received.push(result);
          resolve();
        },
        error: (error) => reject(error instanceof Error ? error : new Error(JSON.stringify(error))),
        complete: () => {},
      },
    );
  });
  return { closed, received, isOpen: () => code === null, close: () => void client.dispose() };
}
