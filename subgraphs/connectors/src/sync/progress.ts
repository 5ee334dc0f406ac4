import type { Broadcast } from '@conhub/events';

/** Says that a source's newest run looks different now. A hint: whoever hears it reads the row. */
export interface Progress {
  changed(organizationId: string, sourceId: string): void;
  /** Answers a function that stops it. */
  listen(organizationId: string, listener: (sourceId: string) => void): () => void;
}

export function createProgress(broadcast: Broadcast): Progress {
  const channel = (organizationId: string): string => `connectors.progress.${organizationId}`;
  return {
    changed: (organizationId, sourceId) => broadcast.publish(channel(organizationId), sourceId),
    listen: (organizationId, listener) => broadcast.subscribe(channel(organizationId), (message) => listener(String(message))),
  };
}
