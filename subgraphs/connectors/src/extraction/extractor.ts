import type { Extracted, ExtractionInput } from './extracted.ts';
import { formatOf } from './formats.ts';
import { createLane } from './workers/lane.ts';
import { processStarter } from './workers/process.ts';
import { threadStarter } from './workers/thread.ts';

export interface ExtractorOptions {
  /** Bytes of one document; more is TOO_LARGE at once. */
  readonly bytesMax: number;
  /** Characters (UTF-16 code units) of one text. */
  readonly charactersMax: number;
  /** For one document that is text as it stands, from the moment its thread begins: then the thread is ended and another started. */
  readonly timeoutMs: number;
  /** For one document of another format: libraries take their time over a book. */
  readonly formatTimeoutMs: number;
  /** JavaScript memory of a thread, and of a process. */
  readonly heapMegabytesMax: number;
  /** All memory of a process. */
  readonly processMegabytesMax: number;
  /** A process that has had nothing to do for so long is ended, and its libraries' memory with it. */
  readonly idleMs: number;
  /** The modules that a thread and a process run. */
  readonly thread: URL;
  readonly process: URL;
}

export interface Extractor {
  /** Rejects only with the signal's reason, or when it is stopped; what goes wrong in a document is in the answer. */
  extract(input: ExtractionInput & { readonly signal?: AbortSignal }): Promise<Extracted>;
  /** Ends its thread and process; what waits is rejected. */
  stop(): Promise<void>;
}

/** What is larger is not read: 32 MB. */
export const documentBytesMax = 33_554_432;

const defaults: ExtractorOptions = {
  bytesMax: documentBytesMax,
  charactersMax: 16_777_216,
  timeoutMs: 20_000,
  formatTimeoutMs: 60_000,
  heapMegabytesMax: 512,
  processMegabytesMax: 900,
  idleMs: 60_000,
  thread: new URL('./extraction-worker.ts', import.meta.url),
  process: new URL('./extraction-process.ts', import.meta.url),
};

/**
 * Reads texts out of documents, apart from everything else: what is text as it stands in a thread, all other formats in a process, each
 * started when the first such document comes. A hostile or huge document costs its worker's time and memory, never ConHub's process, and
 * a slow book does not hold up a source's code.
 */
export function createExtractor(given: Partial<ExtractorOptions> = {}): Extractor {
  const options = { ...defaults, ...given };
  const { bytesMax, charactersMax, heapMegabytesMax } = options;
  const texts = createLane({
    start: threadStarter({ module: options.thread, heapMegabytesMax }),
    timeoutMs: options.timeoutMs,
    idleMs: null,
  });
  const formats = createLane({
    start: processStarter({ module: options.process, heapMegabytesMax, megabytesMax: options.processMegabytesMax }),
    timeoutMs: options.formatTimeoutMs,
    idleMs: options.idleMs,
  });
  return {
    async extract({ signal, ...input }) {
      signal?.throwIfAborted();
      if (input.bytes.byteLength > bytesMax)
        return { state: 'TOO_LARGE', message: `It has more than ${Math.round(bytesMax / 1_048_576)} MB` };
      const { reader, unread } = formatOf(input.path);
      return (reader === 'text' || unread !== null ? texts : formats).ask({ input, charactersMax }, signal);
    },
    stop: async () => void (await Promise.all([texts.stop(), formats.stop()])),
  };
}
