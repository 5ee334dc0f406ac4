export interface KeyedLock {
  /** Runs `work` while nobody else holds any of the keys. All are taken at once, so two holders never wait for each other. */
  hold<T>(keys: readonly string[], work: () => Promise<T>): Promise<T>;
}

export function createKeyedLock(): KeyedLock {
  const tails = new Map<string, Promise<void>>();

  return {
    async hold(keys, work) {
      const waitFor = keys.map((key) => tails.get(key)).filter((tail) => tail !== undefined);
      const { promise: done, resolve: release } = Promise.withResolvers<void>();
      for (const key of keys) tails.set(key, done);
      await Promise.all(waitFor);
      try {
        return await work();
      } finally {
        release();
        for (const key of keys) if (tails.get(key) === done) tails.delete(key);
      }
    },
  };
}
