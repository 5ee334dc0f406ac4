import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import type { ChunkText } from '../chunking/chunker.ts';
import type { Organization } from './organization.ts';
import type { Organizations } from './organizations.ts';
import { embedApart } from './stage/embed-apart.ts';
import { type WantedBatch, giveBack, keepVectors, takeSoon, takeWanted } from './stage/embed-wanted.ts';
import { switchSpace } from '../spaces/change-space.ts';
import { dropRetiredSlice } from '../spaces/drop-retired.ts';
import { type Filling, fillStep, isOutOfRoom, keepFilled } from '../spaces/filling.ts';
import { type ReadText, prepareBatch } from './stage/prepare.ts';
import { failWithoutRoom, retryFull } from './stage/room.ts';
import { purgeSlice } from './stage/purge.ts';
import { sweepVectors } from './stage/sweep-vectors.ts';

/** Vectors for texts, in order. */
export type EmbedTexts = (organizationId: string, texts: readonly string[], modelId: string) => Promise<readonly Float32Array[]>;

export interface IndexingOptions {
  readonly organizations: Organizations;
  readonly readText: ReadText;
  readonly chunk: ChunkText;
  readonly embed: EmbedTexts;
  readonly warn: (message: string) => void;
  /** Another space serves an organization from now on, or did when this process began and nobody knows it yet. */
  readonly onSwitched?: (organizationId: string, modelId: string) => void;
}

/** The second stage, for ever: prepares what changed, takes away what is gone, keeps the model busy. */
export interface Indexing {
  /** Something may be there to do. */
  wake(): void;
  /** Null while the model answers. */
  embedProblem(): string | null;
  stop(): Promise<void>;
}

/** Texts a call, and calls open at once: together what the model chooses texts of one length from. */
const textsPerCall = 96;
const callsMax = 8;
const retryMs = [250, 1_000, 3_000, 10_000, 30_000];

export function startIndexing({ organizations, readText, chunk, embed, warn, onSwitched }: IndexingOptions): Indexing {
  const stopping = new AbortController();
  const { signal } = stopping;
  let wakeUp: () => void = () => {};
  let hasWork = true;
  let problem: string | null = null;
  let failures = 0;
  let openCalls = 0;
  let retryAt = 0;
  let isSoonOpen = false;
  const hadSoon = new Set<string>();

  function wake(): void {
    hasWork = true;
    wakeUp();
  }

  async function callModel(organization: Organization, take: () => WantedBatch | null): Promise<void> {
    failWithoutRoom(organization);
    const batch = take();
    if (batch === null) return;
    try {
      const vectors = await embedApart((texts) => embed(organization.id, texts, batch.modelId), batch.texts);
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

  /** The same for a space that is being filled; its failures are its own, and the serving one is not kept waiting by them. */
  async function callForFilling(organization: Organization, filling: Filling): Promise<void> {
    const batch = takeWanted(filling, textsPerCall);
    if (batch === null) return;
    const isStillWanted = (): boolean =>
      !signal.aborted && organizations.opened.get(organization.id) === organization && organization.filling === filling;
    try {
      const vectors = await embedApart((texts) => embed(organization.id, texts, batch.modelId), batch.texts);
      if (!isStillWanted()) return;
      keepFilled(filling, batch, vectors);
      filling.failures = 0;
    } catch (error) {
      if (!isStillWanted()) return;
      giveBack(filling, batch);
      if (filling.failures === 0)
        warn(`The second space of an index cannot be filled and is tried again: ${error instanceof Error ? error.message : String(error)}`);
      filling.retryAt = Date.now() + (retryMs[Math.min(filling.failures++, retryMs.length - 1)] ?? 30_000);
    }
  }

  /** The store could not be read or written: it may be next time. */
  function broken(error: unknown): void {
    retryAt = Date.now() + 1_000;
    warn(`A step of indexing failed and is tried again: ${error instanceof Error ? error.message : String(error)}`);
  }

  function started(call: Promise<void>): void {
    openCalls++;
    void call.catch(broken).finally(() => {
      openCalls--;
      wake();
    });
  }

  /** What the serving spaces leave of the calls, and one in any case: an organization that never rests is filled too. */
  function pumpFillings(): void {
    for (const organization of organizations.opened.values()) {
      const { filling } = organization;
      if (filling === null || signal.aborted || Date.now() < filling.retryAt) continue;
      const open = (): number => Math.ceil(filling.inFlight.size / textsPerCall);
      const most = filling.failures > 0 ? 1 : callsMax;
      while (filling.wanted.size > 0 && (open() === 0 || (open() < most && openCalls < callsMax))) {
        const before = filling.wanted.size;
        started(callForFilling(organization, filling));
        if (filling.wanted.size === before) break;
      }
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
        started(callModel(organization, () => takeWanted(organization, textsPerCall)));
      }
    }
  }

  /** One small call beyond the others at a time, for an organization after another. */
  function pumpSoon(): void {
    if (isSoonOpen || problem !== null || signal.aborted) return;
    const waiting = [...organizations.opened.values()].filter(({ soon }) => soon.size > 0);
    const organization = waiting.find(({ id }) => !hadSoon.has(id)) ?? waiting[0];
    if (organization === undefined) return;
    if (hadSoon.has(organization.id)) hadSoon.clear();
    hadSoon.add(organization.id);
    isSoonOpen = true;
    void callModel(organization, () => takeSoon(organization))
      .catch(broken)
      .finally(() => {
        isSoonOpen = false;
        wake();
      });
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
      if (retryFull(organization, organizations.opened.values())) didWork = true;
      if (sweepVectors(organization)) didWork = true;
      if (tendSpaces(organization)) didWork = true;
      pumpSoon();
      pump();
      pumpFillings();
      await pause();
    }
    return didWork;
  }

  /** One step for the second space, or for one that is on its way out. */
  function tendSpaces(organization: Organization): boolean {
    const { filling } = organization;
    if (filling !== null) {
      if (isOutOfRoom(filling)) for (const { vectors } of organizations.opened.values()) vectors.release();
      const didWork = fillStep(organization, filling);
      if (!switchSpace(organization)) return didWork;
      onSwitched?.(organization.id, organization.modelId);
      return true;
    }
    return organization.hasRetired && dropRetiredSlice(organization);
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
