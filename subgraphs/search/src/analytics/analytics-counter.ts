import { uuidOf } from '@conhub/subgraph-kit';
import type { Database } from '@conhub/subgraph-kit/database';
import { durationMeasure } from './measures.ts';

/** Counts in memory and writes with the usage: a kill loses what was counted since. */
export interface AnalyticsCounter {
  searched(search: CountedSearch): void;
  flush(): Promise<void>;
}

export interface CountedSearch {
  readonly organizationId: string;
  readonly query: string;
  readonly hasResults: boolean;
  readonly tookMs: number;
  /** A further page of an answer is the same query. */
  readonly isFirstPage: boolean;
}

const hourMs = 3_600_000;
const queryLengthMax = 200;
/** Different queries held between two writes; what is beyond is not counted by its text. */
const queriesMax = 10_000;
/** Texts of queries are kept so long. */
const keptMs = 90 * 24 * hourMs;

/** One spelling for the ways to write the same query. */
const normalized = (query: string): string => query.trim().toLowerCase().replaceAll(/\s+/g, ' ').slice(0, queryLengthMax);

interface Count {
  readonly organizationId: string;
  readonly hour: number;
  readonly what: string;
  count: number;
}

export function createAnalyticsCounter({
  database,
  now,
}: {
  readonly database: Pick<Database, 'system'>;
  readonly now: () => Date;
}): AnalyticsCounter {
  let measures = new Map<string, Count>();
  let queries = new Map<string, Count>();
  let purgedAt = 0;

  function add(counts: Map<string, Count>, organizationId: string, what: string): void {
    const hour = Math.floor(now().getTime() / hourMs) * hourMs;
    const key = `${organizationId}/${hour}/${what}`;
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { organizationId, hour, what, count: 1 });
    else known.count++;
  }

  async function write(counts: ReadonlyMap<string, Count>, sql: (count: Count) => readonly [string, unknown[]]): Promise<void> {
    for (const count of counts.values()) {
      const [text, values] = sql(count);
      await database.system().execute(text, values);
    }
  }

  return {
    searched({ organizationId, query, hasResults, tookMs, isFirstPage }) {
      add(measures, organizationId, 'SEARCHES');
      add(measures, organizationId, durationMeasure(tookMs));
      if (!hasResults && isFirstPage) add(measures, organizationId, 'WITHOUT_RESULTS');
      if (isFirstPage && queries.size < queriesMax) add(queries, organizationId, normalized(query));
    },
    async flush() {
      const [counted, asked] = [measures, queries];
      measures = new Map();
      queries = new Map();
      await write(counted, ({ organizationId, hour, what, count }) => [
        `insert into search.search_counts as c (organization_id, hour, measure, count) values (?, ?, ?, ?)
         on conflict (organization_id, hour, measure) do update set count = c.count + excluded.count`,
        [uuidOf(organizationId), new Date(hour), what, count],
      ]);
      // The text is written in the very statement that looks whether it may be.
      await write(asked, ({ organizationId, hour, what, count }) => [
        `insert into search.query_counts as c (organization_id, hour, query, count)
         select organization_id, ?, ?, ? from search.query_recordings where organization_id = ?
         on conflict (organization_id, hour, query) do update set count = c.count + excluded.count`,
        [new Date(hour), what, count, uuidOf(organizationId)],
      ]);
      if (now().getTime() - purgedAt > hourMs) {
        purgedAt = now().getTime();
        await database.system().execute('delete from search.query_counts where hour < ?', [new Date(purgedAt - keptMs)]);
      }
    },
  };
}
