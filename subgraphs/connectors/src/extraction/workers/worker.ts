import type { Extracted, ExtractionInput } from '../extracted.ts';

/** What a worker is asked; it answers with an `Extracted`. */
export interface ExtractionRequest {
  readonly input: ExtractionInput;
  readonly charactersMax: number;
}

/** Why a worker ended without being told to. */
export type Death = 'MEMORY' | 'FAULT';

export interface WorkerEvents {
  readonly onReady: () => void;
  readonly onAnswer: (extracted: Extracted) => void;
  /** Once at most, and not after `end`. */
  readonly onDeath: (death: Death) => void;
}

/** Somebody who reads one document at a time, apart from everything else. */
export interface ExtractionWorker {
  ask(request: ExtractionRequest): void;
  /** While it works it keeps this process alive; an idle one does not. */
  setBusy(isBusy: boolean): void;
  /** At once, whatever it is doing. */
  end(): Promise<void>;
}

export type StartWorker = (events: WorkerEvents) => ExtractionWorker;
