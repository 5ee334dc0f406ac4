import type { Broadcast } from '@conhub/events';

/** Says that a source's newest run looks different now. A hint: whoever hears it reads the row. */
export interface Progress {
  changed(organizationId: string, sourceId: string, isIndexed?: boolean): void;
  /** `isIndexed`: the index has everything of the source. Answers a function that stops it. */
  listen(organizationId: string, listener: (sourceId: string, isIndexed: boolean) => void): () => void;
}

export function createProgress(broadcast: Broadcast): Progress {
  const channel = (organizationId: string): string => `connectors.progress.${organizationId}`;
  return {
    changed: (organizationId, sourceId, isIndexed = false) => broadcast.publish(channel(organizationId), { sourceId, isIndexed }),
    listen: (organizationId, listener) =>
      broadcast.subscribe(channel(organizationId), (message) => {
        const { sourceId, isIndexed } = message as { sourceId: string; isIndexed: boolean };
        listener(sourceId, isIndexed);
      }),
  };
}
