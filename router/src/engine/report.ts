import type { RequestInfo, Viewer } from '@conhub/subgraph-kit';
import type { AuditedRead } from './answer.ts';
import type { Path } from './failure.ts';

/** What the engine tells its surroundings. Each hook is called after the fact, must not throw, and may be left out. */
export interface EngineReport {
  /** Somebody asked for what they may not see. Once per request, with every field. */
  denied?(event: { viewer: Viewer; request: RequestInfo; fields: readonly { coordinate: string; path: Path }[] }): void;
  /** Reads of fields tagged `audited-read` that succeeded, with the id of the object read. */
  audited?(event: { viewer: Viewer; request: RequestInfo; reads: readonly AuditedRead[] }): void;
  /** Requests that were sent to subgraphs for one operation (or one event of a subscription), in order. */
  fetched?(event: { request: RequestInfo; operationName: string | undefined; subgraphs: readonly string[] }): void;
  /** What was masked: for the log, with the request's id. */
  failed?(event: { request: RequestInfo; subgraph: string | null; error: unknown }): void;
}
