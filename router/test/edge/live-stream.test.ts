import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { liveStream } from '../../src/edge/live-stream.ts';

/** A source that answers only when told to, as a subscription does. */
function heldSource() {
  const waiting: ((step: IteratorResult<number>) => void)[] = [];
  let isReturned = false;
  return {
    give: (value: number) => waiting.shift()?.({ done: false, value }),
    isReturned: () => isReturned,
    [Symbol.asyncIterator]: () => ({
      next: () => new Promise<IteratorResult<number>>((resolve) => waiting.push(resolve)),
      return: () => {
        isReturned = true;
        return Promise.resolve({ done: true as const, value: undefined });
      },
    }),
  };
}

describe('A live stream', () => {
  test('ends while it waits, with a last word, and lets go of its source', async () => {
    const source = heldSource();
    let ends = 0;
    const stream = liveStream<number>(source, () => ends++);
    const waiting = stream.next();
    stream.end(7);
    stream.end(8);
    expect(await waiting).toEqual({ done: false, value: 7 });
    expect(await stream.next()).toEqual({ done: true, value: undefined });
    expect(source.isReturned()).toBe(true);
    expect(ends).toBe(1);
  });

  test('return() settles a next() that is in flight', async () => {
    const stream = liveStream<number>(heldSource(), () => undefined);
    const waiting = stream.next();
    await stream.return(undefined);
    expect(await waiting).toEqual({ done: true, value: undefined });
  });

  test('hands on everything its source says, in order, and its failure', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer()), fc.boolean(), async (values, fails) => {
        const source = (async function* () {
          yield* values;
          if (fails) throw new Error('failed');
        })();
        const seen: number[] = [];
        let failure: unknown = null;
        try {
          for await (const value of liveStream(source, () => undefined)) seen.push(value);
        } catch (error) {
          failure = error;
        }
        expect(seen).toEqual(values);
        expect(failure !== null).toBe(fails);
      }),
    );
  });
});
