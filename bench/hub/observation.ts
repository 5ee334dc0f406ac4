/** What the preload saw inside a measured ConHub. */
export interface Observation {
  /** Texts that went through the model since the start, queries included. */
  readonly textsEmbedded: number;
  /** Their tokens, without padding. */
  readonly tokensEmbedded: number;
  /** Of the main thread, since the start or the last reset. */
  readonly eventLoopDelayMs: { readonly p50: number; readonly p99: number; readonly max: number };
}
