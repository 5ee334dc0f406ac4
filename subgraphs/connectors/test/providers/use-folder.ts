import { afterEach, beforeEach } from 'vitest';
import { createReferenceEngine, type ReferenceEngine } from '../conformance/reference-engine.ts';
import { type FolderHarness, makeFolderHarness } from './folder-harness.ts';
import { join } from 'node:path';

/** A folder and an engine for each test of a file. Files above a million bytes are too large. */
export function useFolder() {
  let world: FolderHarness;
  let engine: ReferenceEngine;
  beforeEach(async () => {
    world = await makeFolderHarness({ fileBytesMax: 1_000_000 });
    engine = createReferenceEngine(world.connector, world);
  });
  afterEach(() => world.close());
  return {
    get world() {
      return world;
    },
    get engine() {
      return engine;
    },
    at: (path: string): string => join(world.root, path),
    paths: (): string[] => [...engine.documents.values()].map(({ path }) => path).sort(),
    failures: (): string[] => [...engine.failures.values()].map(({ path, code }) => `${path} ${code}`).sort(),
    idOf: (path: string): string | undefined => [...engine.documents].find(([, document]) => document.path === path)?.[0],
    /** Path and hash of every document, as the engine holds them and as they are. */
    async heldAndTrue(): Promise<{ held: string[]; true: string[] }> {
      const line = ([path, hash]: readonly [string, string]) => `${path} ${hash}`;
      return {
        held: [...engine.documents.values()].map(({ path, hash }) => line([path, hash])).sort(),
        true: [...(await world.truth())].map(line).sort(),
      };
    },
    /** What the first walk kept out, by reason. */
    keptOut(): Record<string, number> {
      const counts: Record<string, number> = {};
      const firstWalk = engine.log.pages.slice(0, engine.log.pages.findIndex(({ complete }) => complete === true) + 1);
      for (const page of firstWalk)
        for (const [reason, count] of Object.entries(page.keptOut ?? {})) counts[reason] = (counts[reason] ?? 0) + count;
      return counts;
    },
    /** For calling the connector itself. */
    context: () => ({
      config: {},
      rules: { include: [], exclude: [] },
      snapshot: engine.snapshot,
      clock: world.clock,
      logger: console,
      signal: new AbortController().signal,
    }),
  };
}
