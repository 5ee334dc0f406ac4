import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import type { ChunkText } from '../chunking/chunker.ts';
import type { Organization } from './organization.ts';
import type { Organizations } from './organizations.ts';
import { giveBack, keepVectors, takeWanted } from './stage/embed-wanted.ts';
import { type ReadText, prepareBatch } from './stage/prepare.ts';
import { purgeSlice } from './stage/purge.ts';

/** Vectors for texts, in order. */
export type EmbedTexts = (organizationId: string, texts: readonly string[]) => Promise<readonly Float32Array[]>;

export interface IndexingOptions {
  readonly organizations: Organizations;
  readonly readText: ReadText;
  readonly chunk: ChunkText;
  readonly embed: EmbedTexts;
  readonly warn: (message: string) => void;
}

/** The second stage, for ever: prepares what changed, takes away what is gone, keeps the model busy. */
export interface Indexing {
  /** Something may be there to do. */
  wake(): void;
  /** Null while the model answers. */
  embedProblem(): string | null;
  stop(): Promise<void>;
}

/** Texts a call, and calls open at once: together the window in which the model sorts by length. */
const textsPerCall = 96;
const callsMax = 8;
const retryMs = [250, 1_000, 3_000, 10_000, 30_000];

export function startIndexing({ organizations, readText, chunk, embed, warn }: IndexingOptions): Indexing {
  const stopping = new AbortController();
  const { signal } = stopping;
  let wakeUp: () => void = () => {};
  let hasWork = true;
  let problem: string | null = null;
  let failures = 0;
  let openCalls = 0;
  let retryAt = 0;
  const calls = new Set<Promise<void>>();

  function wake(): void {
    hasWork = true;
    wakeUp();
  }

  async function callModel(organization: Organization): Promise<void> {
    const batch = takeWanted(organization, textsPerCall);
    if (batch === null) return;
    try {
      const vectors = await embed(organization.id, batch.texts);
      if (signal.aborted || organizations.opened.get(organization.id) !== organization) return;
      keepVectors(organization, batch, vectors);
      failures = 0;
      problem = null;
    } catch (error) {
      if (organizations.opened.get(organization.id) === organization) giveBack(organization, batch);
      const message = error instanceof Error ? error.message : String(error);
      if (problem === null) warn(`Texts cannot be embedded and are tried again: ${message}`);
      problem = message;
      retryAt = Date.now() + (retryMs[Math.min(failures++, retryMs.length - 1)] ?? 30_000);
    }
  }

  /** One after another between the organizations, so that a large one does not starve a small one. */
  function pump(): void {
    if (signal.aborted || Date.now() < retryAt) return;
    for (let found = true; found && openCalls < callsMax;) {
      found = false;
      for (const organization of organizations.opened.values()) {
        if (organization.wanted.size === 0 || openCalls >= (problem === null ? callsMax : 1)) continue;
        found = true;
        openCalls++;
        const call = callModel(organization).finally(() => {
          openCalls--;
          calls.delete(call);
          wake();
        });
        calls.add(call);
      }
    }
  }

  async function step(): Promise<boolean> {
    let didWork = false;
    for (const organization of organizations.opened.values()) {
      if (signal.aborted) return false;
      if (organization.toPurge.size > 0) {
        purgeSlice(organization);
        didWork = true;
      } else if (organization.toPrepare.size > 0) {
        await prepareBatch(
          organization,
          { readText, chunk },
          pause,
          () => organizations.opened.get(organization.id) === organization && !signal.aborted,
        );
        didWork = true;
      } else if (organization.isRebuilding && organization.wanted.size === 0 && organization.inFlight.size === 0) {
        finishRebuilding(organization);
      }
      pump();
      await pause();
    }
    return didWork;
  }

  // A turn of the event loop, so that searches are answered between two steps.
  const pause = (): Promise<void> => turn();

  const running = (async () => {
    while (!signal.aborted) {
      hasWork = false;
      try {
        if (await step()) continue;
      } catch (error) {
        warn(`A step of indexing failed and is tried again: ${error instanceof Error ? error.message : String(error)}`);
        await sleep(1_000, undefined, { signal }).catch(() => {});
        continue;
      }
      if (hasWork || signal.aborted) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.max(50, Math.min(1_000, retryAt - Date.now() || 1_000)));
        wakeUp = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  })();

  return {
    wake,
    embedProblem: () => problem,
    async stop() {
      stopping.abort();
      wakeUp();
      await running;
      // What the model is still working on is asked again at the next start.
    },
  };
}

function finishRebuilding(organization: Organization): void {
  organization.sqlite.run(`insert or ignore into words.meta (key, value) values ('complete', '1')`);
  organization.isRebuilding = false;
}
