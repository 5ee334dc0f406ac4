import type { Viewer, RequestInfo } from '@conhub/subgraph-kit';
import type { DocumentNode, ExecutionResult, GraphQLScalarType } from 'graphql';

/** One request to a subgraph. The document is valid and has one operation: it needs no parsing, no validation, no printing in process. */
export interface SubgraphFetch {
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly variables: Record<string, unknown>;
  readonly viewer: Viewer;
  readonly request: RequestInfo;
}

/** A way to reach a subgraph. Rejecting, like not answering in time, means that the subgraph is unavailable. */
export interface SubgraphExecutor {
  execute(fetch: SubgraphFetch): Promise<ExecutionResult>;
  subscribe(fetch: SubgraphFetch): Promise<ExecutionResult | AsyncIterable<ExecutionResult>>;
  /** The subgraph's custom scalars, where they are at hand: their values are then checked before anything runs. */
  readonly scalars?: readonly GraphQLScalarType[];
}

/** Thrown by `within` when the time is over. */
export class TimeoutError extends Error {
  constructor(timeoutMs: number) {
    super(`No answer within ${timeoutMs} ms`);
    this.name = 'TimeoutError';
  }
}

/** The answer, or a rejection after `timeoutMs`; what comes later is dropped. */
export function within<T>(timeoutMs: number, start: () => Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => reject(new TimeoutError(timeoutMs)), timeoutMs);
    const settle = (done: () => void): void => {
      clearTimeout(timer);
      done();
    };
    try {
      start().then(
        (value) => settle(() => resolve(value)),
        (error: unknown) => settle(() => reject(error instanceof Error ? error : new Error(String(error)))),
      );
    } catch (error) {
      settle(() => reject(error instanceof Error ? error : new Error(String(error))));
    }
  });
}
