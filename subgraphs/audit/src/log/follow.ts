import { BadUserInputError } from '@conhub/subgraph-kit';
import { decodeCursor, encodeCursor } from '@conhub/subgraph-kit/graphql';
import type { Context } from '../context.ts';
import type { AuditEvent } from './audit-event.entity.ts';
import { type Filter, conditions, eventsAfter, logSize } from './read.ts';

const batch = 100;
/** The net below the wake-up calls. */
const pollMs = 1_000;

export interface Recorded {
  readonly position: string;
  readonly event: AuditEvent;
}

/** Reads what comes after a position, then listens, for ever: no gap and no duplicate, since a log's indexes are dense and commit in order. */
export async function* followLog(
  context: Context,
  organizationId: string,
  filter: Filter | null | undefined,
  after: string | null | undefined,
): AsyncGenerator<Recorded> {
  const where = conditions(filter);
  const start = decodeCursor(after, 1);
  if (start !== null && (!Number.isSafeInteger(start[0]) || Number(start[0]) < -1)) {
    throw BadUserInputError.of(['after'], 'INVALID_CURSOR', 'after is not a position of this stream');
  }
  let index = start === null ? (await logSize(context.fork())) - 1 : Number(start[0]);
  let wake = (): void => {};
  let isAwake = false;
  const stop = context.onRecorded(organizationId, () => {
    isAwake = true;
    wake();
  });
  try {
    for (;;) {
      isAwake = false;
      const fork = context.fork();
      const events = await eventsAfter(fork, index, where, batch);
      for (const event of events) {
        index = event.index;
        yield { position: encodeCursor([index]), event };
      }
      if (events.length === batch || isAwake) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pollMs);
        timer.unref();
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
        if (isAwake) wake();
      });
    }
  } finally {
    stop();
  }
}
