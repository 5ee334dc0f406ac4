/** What every replica must hear. A hint: the table is the truth. In process here; LISTEN/NOTIFY or Redis with several processes. */
export interface Broadcast {
  publish(channel: string, message: unknown): void;
  subscribe(channel: string, listener: (message: unknown) => void): () => void;
}

export function createLocalBroadcast(): Broadcast {
  const channels = new Map<string, Set<(message: unknown) => void>>();
  return {
    publish(channel, message) {
      for (const listener of channels.get(channel) ?? []) queueMicrotask(() => listener(message));
    },
    subscribe(channel, listener) {
      const listeners = channels.get(channel) ?? new Set();
      channels.set(channel, listeners);
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
