import { type ConsumerStore, type StoredEvent, cursorOf } from '@conhub/events';
import type { SearchIndex } from '../index/search-index.ts';
import { factOfEvent } from './facts-of-event.ts';

/** How far the index has read the other subgraphs' logs lies in the index, with the effect. */
export function createIndexStore(index: SearchIndex): ConsumerStore {
  const park = (producer: string, lane: string, event: StoredEvent, error: string): Promise<void> =>
    index.park(producer, lane, event.aggregateId, JSON.stringify(event), error, cursorOf(event));

  return {
    cursor: (producer, lane) => index.cursor(producer, lane),
    async apply(producer, lane, events, next) {
      const parked = new Set(await index.parked([...new Set(events.map((event) => event.aggregateId))]));
      const facts = events.filter((event) => !parked.has(event.aggregateId)).flatMap((event) => factOfEvent(event) ?? []);
      for (const event of events.filter((each) => parked.has(each.aggregateId))) {
        await park(producer, lane, event, 'An earlier event of the same aggregate is parked');
      }
      await index.apply({ producer, lane, facts, next });
    },
    park: (producer, lane, event, error) => park(producer, lane, event, error.message),
  };
}
