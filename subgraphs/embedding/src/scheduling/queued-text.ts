import { UnavailableError } from '@conhub/subgraph-kit';
import { ThreadCrashed, type InferenceThread, ThreadUnusable } from '../inference/inference-thread.ts';
import type { EmbedRequest } from './embed-request.ts';

/** A text of a request, waiting for its vector. */
export interface QueuedText {
  readonly request: EmbedRequest;
  readonly index: number;
  /** Null until it is tokenised. */
  ids: Int32Array | null;
  /** How often a thread ended while working on it. */
  crashes: number;
}

/** Where texts go back to after their thread ended. */
export interface Retry {
  /** Innocent: other work ended the thread. */
  again(texts: readonly QueuedText[]): void;
  /** One of these may have ended the thread: each is tried once more, alone, so that only the cause fails. */
  alone(texts: readonly QueuedText[]): void;
  /** What happened, for the log: the caller is told less. */
  failed(error: unknown): void;
}

/** Decides, after a job failed, which of its texts are tried again and which fail. */
export function afterFailure(error: unknown, texts: readonly QueuedText[], usable: readonly InferenceThread[], retry: Retry): void {
  if (error instanceof ThreadCrashed && !error.isCulprit) retry.again(texts);
  else if (error instanceof ThreadCrashed) {
    for (const text of texts) text.crashes += 1;
    for (const text of texts.filter(({ crashes }) => crashes > 1)) {
      text.request.fail(
        new UnavailableError(
          `Text ${text.index + 1} of ${text.request.texts.length} cannot be embedded: the embedding thread ended twice while working on it`,
        ),
      );
    }
    retry.alone(texts.filter(({ crashes }) => crashes <= 1));
  } else if (error instanceof ThreadUnusable && usable.length > 0) retry.again(texts);
  else {
    retry.failed(error);
    for (const { request } of texts) request.fail(new UnavailableError('The embedding model failed on these texts'));
  }
}
