/**
 * A subscription's results as an edge hands them on: it can be ended from outside at any moment, also while it waits for the next result.
 * A native async generator cannot: its `return()` queues behind the `next()` in flight.
 */
export interface LiveStream<T> extends AsyncGenerator<T, undefined, undefined> {
  /** Ends the stream, after `last` where there is one, and lets go of the source. */
  end(last?: T): void;
}

export function liveStream<T>(source: AsyncIterable<T>, onEnd: () => void): LiveStream<T> {
  const iterator = source[Symbol.asyncIterator]();
  type Step = IteratorResult<T, undefined>;
  interface Waiting {
    readonly resolve: (step: Step) => void;
    readonly reject: (error: unknown) => void;
  }
  const finished: Step = { done: true, value: undefined };
  const queue: T[] = [];
  let waiting: Waiting | null = null;
  let isEnded = false;

  const close = (): void => {
    isEnded = true;
    onEnd();
  };
  const end = (last?: T): void => {
    if (isEnded) return;
    close();
    // The source may be in the middle of something that fails because of this end: nobody waits for it any more.
    void Promise.resolve(iterator.return?.()).catch(() => undefined);
    if (last !== undefined) queue.push(last);
    const wasWaiting = waiting;
    waiting = null;
    wasWaiting?.resolve(step());
  };
  const step = (): Step => {
    const value = queue.shift();
    return value === undefined ? finished : { done: false, value };
  };
  const next = (): Promise<Step> => {
    if (isEnded) return Promise.resolve(step());
    return new Promise((resolve, reject) => {
      const mine: Waiting = { resolve, reject };
      waiting = mine;
      iterator.next().then(
        (result) => {
          if (waiting !== mine) return;
          waiting = null;
          if (result.done === true) close();
          resolve(result.done === true ? finished : result);
        },
        (error: unknown) => {
          if (waiting !== mine) return;
          waiting = null;
          close();
          reject(error);
        },
      );
    });
  };
  const stream: LiveStream<T> = {
    next,
    end,
    return: () => {
      end();
      return Promise.resolve(finished);
    },
    throw: (error: unknown) => {
      end();
      return Promise.reject(error);
    },
    [Symbol.asyncIterator]: () => stream,
    [Symbol.asyncDispose]: () => {
      end();
      return Promise.resolve();
    },
  };
  return stream;
}

export const isAsyncIterable = <T>(value: object): value is AsyncIterable<T> => Symbol.asyncIterator in value;
