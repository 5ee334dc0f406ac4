import type { SourceDigest, SourceProgress } from './reports.ts';
import type { IndexOptions } from './search-index.ts';

const changeEveryMs = 1_000;

/** At most once a second a source, and always once more after the last change. */
export function createChangeTeller(
  options: IndexOptions,
  read: (organizationId: string, sourceId: string) => Promise<[SourceProgress, SourceDigest]>,
) {
  const waiting = new Map<string, NodeJS.Timeout>();
  const toldAt = new Map<string, number>();
  return {
    changed(organizationId: string, sourceIds: readonly string[]): void {
      if (options.onSourceChanged === undefined) return;
      for (const sourceId of sourceIds) {
        const key = `${organizationId}/${sourceId}`;
        if (waiting.has(key)) continue;
        const timer = setTimeout(
          () => {
            waiting.delete(key);
            toldAt.set(key, Date.now());
            read(organizationId, sourceId)
              .then(([progress, digest]) => options.onSourceChanged?.(organizationId, sourceId, progress, digest))
              .catch((error: unknown) => options.log.warn({ err: error, sourceId }, 'The progress of indexing could not be told'));
          },
          Math.max(0, (toldAt.get(key) ?? 0) + changeEveryMs - Date.now()),
        );
        waiting.set(key, timer);
      }
    },
    stop(): void {
      for (const timer of waiting.values()) clearTimeout(timer);
      waiting.clear();
    },
  };
}
