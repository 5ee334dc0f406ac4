import type { DatabaseOptions } from '@conhub/subgraph-kit/database';
import { EventRow } from './event-log.ts';
import { migrations } from './migrations.ts';
import { HourlyUsage } from './usage/hourly-usage.entity.ts';

export const definition: Pick<DatabaseOptions, 'subgraph' | 'entities' | 'migrations'> = {
  subgraph: 'search',
  entities: [EventRow, HourlyUsage],
  migrations,
};
