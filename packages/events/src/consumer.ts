import { setTimeout as sleep } from 'node:timers/promises';
import { isOutage } from '@conhub/subgraph-kit';
import type { Lane } from './define-event.ts';
import type { EventReader } from './reader.ts';
import type { Cursor, StoredEvent } from './stored-event.ts';

/** Where a consumer keeps how far it is, in the transaction of its effect: its PostgreSQL schema, or search's SQLite. */
export interface ConsumerStore {
  cursor(producer: string, lane: Lane): Promise<Cursor>;
  /** Applies the events and moves the cursor to `next`, in one transaction. An event seen before must change nothing. */
  apply(producer: string, lane: Lane, events: readonly StoredEvent[], next: Cursor): Promise<void>;
  /** Sets an event aside with its aggregate and moves the cursor past it, in one transaction. */
  park(producer: string, lane: Lane, event: StoredEvent, error: Error): Promise<void>;
}

export interface ConsumerOptions {
  readonly reader: EventReader;
  readonly lane: Lane;
  readonly store: ConsumerStore;
  readonly types?: readonly string[];
  readonly batchSize?: number;
  /** Tries before a poison event's aggregate is parked. */
  readonly triesMax?: number;
  /** The net below the wake-up calls. */
  readonly pollMs?: number;
  readonly log: { warn(fields: object, message: string): void; error(fields: object, message: string): void };
}

export interface Consumer {
  /** Resolves when everything committed by now has been applied: also what an older open transaction holds back. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

const isUnavailable = (error: unknown): boolean => isOutage(error) || (error as { code?: unknown } | null)?.code === 'UNAVAILABLE';

/** How often it is asked again while somebody waits for `settled` and an open transaction holds events back. */
const heldBackMs = 25;

/** Follows one lane of one log for ever: batch by batch, one by one where a batch fails, parking what fails again and again. */
export function startConsumer(options: ConsumerOptions): Consumer {
  const { reader, lane, store, types, batchSize = 100, triesMax = 5, pollMs = 1_000, log } = options;
  const stopping = new AbortController();
  let wake: () => void = () => {};
  let isAwake = false;
  const rouse = (): void => {
    isAwake = true;
    wake();
  };
  const unsubscribe = reader.onWake(rouse);
  let tries = 0;

  async function pass(): Promise<boolean> {
    const after = await store.cursor(reader.producer, lane);
    const events = await reader.read({ lane, after, limit: batchSize, ...(types === undefined ? {} : { types }) });
    const last = events.at(-1);
    if (last === undefined) return false;
    try {
      await store.apply(reader.producer, lane, events, cursorOf(last));
      tries = 0;
    } catch (error) {
      if (stopping.signal.aborted) return false;
      if (isUnavailable(error)) throw error;
      await oneByOne(events, error as Error);
    }
    return true;
  }

  async function oneByOne(events: readonly StoredEvent[], batchError: Error): Promise<void> {
    for (const event of events) {
      try {
        await store.apply(reader.producer, lane, [event], cursorOf(event));
        tries = 0;
      } catch (error) {
        // An outage is nobody's poison: it is waited for, however long it takes.
        if (isUnavailable(error)) throw error;
        tries += 1;
        const fields = {
          producer: reader.producer,
          lane,
          type: event.type,
          eventId: event.id,
          aggregateId: event.aggregateId,
          tries,
          err: error,
        };
        if (tries < triesMax) {
          log.warn(fields, 'An event could not be applied and is tried again');
          await sleep(Math.min(50 * 2 ** tries, 2_000), undefined, { signal: stopping.signal }).catch(() => {});
          return;
        }
        log.error(fields, 'An event could not be applied: its aggregate is parked, the rest goes on');
        await store.park(reader.producer, lane, event, error instanceof Error ? error : batchError);
        tries = 0;
      }
    }
  }

  async function isBehind(): Promise<boolean> {
    try {
      const after = await store.cursor(reader.producer, lane);
      return await reader.isBehind({ lane, after, ...(types === undefined ? {} : { types }) });
    } catch {
      return true;
    }
  }

  // Said once an outage, not once a try.
  let failures = 0;
  const waiters: (() => void)[] = [];
  const running = (async () => {
    while (!stopping.signal.aborted) {
      isAwake = false;
      let hasMore = false;
      try {
        hasMore = await pass();
      } catch (error) {
        if (!stopping.signal.aborted && failures === 0)
          log.warn({ producer: reader.producer, lane, err: error }, 'An event log could not be followed and is tried again');
        failures += 1;
        await sleep(Math.min(200 * failures, 2_000), undefined, { signal: stopping.signal }).catch(() => {});
        continue;
      }
      failures = 0;
      if (hasMore) continue;
      if (isAwake) continue;
      if (waiters.length > 0 && (await isBehind())) {
        await sleep(heldBackMs, undefined, { signal: stopping.signal }).catch(() => {});
        continue;
      }
      for (const done of waiters.splice(0)) done();
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pollMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
        if (isAwake || stopping.signal.aborted) wake();
      });
      wake = () => {};
    }
    for (const done of waiters.splice(0)) done();
  })();

  return {
    settled: () =>
      new Promise<void>((resolve) => {
        waiters.push(resolve);
        rouse();
      }),
    async stop() {
      unsubscribe();
      stopping.abort();
      wake();
      await running;
    },
  };
}

export const cursorOf = ({ xid, position }: Cursor): Cursor => ({ xid, position });
