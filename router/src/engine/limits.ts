/** What one request may cost. Every limit has a code of its own (`docs/errors.md`); all can be configured. */
export interface Limits {
  /** Lexical tokens of a document: OPERATION_TOO_LONG. */
  readonly tokensMax: number;
  /** Nesting of fields, introspection exempt: OPERATION_TOO_DEEP. */
  readonly depthMax: number;
  /** Aliases with fragments expanded: OPERATION_TOO_COMPLEX. */
  readonly aliasesMax: number;
  /** Root fields with fragments expanded: OPERATION_TOO_COMPLEX. */
  readonly rootFieldsMax: number;
  /** Selections with fragments expanded: OPERATION_TOO_COMPLEX. */
  readonly recursiveSelectionsMax: number;
  /** Nesting of a variable's value: BAD_USER_INPUT. */
  readonly variablesDepthMax: number;
  /** Largest `first`: BAD_USER_INPUT. */
  readonly pageSizeMax: number;
  /** The whole request: what has not answered by then is DEADLINE_EXCEEDED. */
  readonly requestTimeoutMs: number;
  /** One fetch: then SUBGRAPH_UNAVAILABLE. */
  readonly subgraphTimeoutMs: number;
  /** Events that wait for one slow subscriber; then their source waits. */
  readonly subscriptionQueueMax: number;
  /** How often a running subscription asks again who its viewer is, though nothing happens. */
  readonly reidentifyIntervalMs: number;
  /** Errors in one answer; further ones are left out. */
  readonly errorsMax: number;
  /** Rough bytes of compiled operations kept. */
  readonly operationCacheBytesMax: number;
  /** Rough bytes of texts that are known to mean a compiled operation. */
  readonly textCacheBytesMax: number;
}

export const defaultLimits: Limits = {
  tokensMax: 2_000,
  depthMax: 12,
  aliasesMax: 30,
  rootFieldsMax: 20,
  recursiveSelectionsMax: 10_000,
  variablesDepthMax: 12,
  pageSizeMax: 100,
  requestTimeoutMs: 30_000,
  subgraphTimeoutMs: 10_000,
  subscriptionQueueMax: 256,
  reidentifyIntervalMs: 60_000,
  errorsMax: 100,
  operationCacheBytesMax: 64 * 1024 * 1024,
  textCacheBytesMax: 8 * 1024 * 1024,
};
