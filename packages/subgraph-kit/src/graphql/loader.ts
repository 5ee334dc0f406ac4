import DataLoader from 'dataloader';

/**
 * A loader for one request, made from the viewer: what it does not find, or what the viewer may not see, is null.
 * `fetch` gets distinct keys and answers what it found, in any order.
 */
export function loader<Value>(
  fetch: (keys: readonly string[]) => Promise<readonly Value[]>,
  keyOf: (value: Value) => string,
): DataLoader<string, Value | null> {
  return new DataLoader<string, Value | null>(async (keys) => {
    const found = new Map((await fetch(keys)).map((value) => [keyOf(value), value]));
    return keys.map((key) => found.get(key) ?? null);
  });
}
