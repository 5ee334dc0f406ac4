import type { DatabaseOptions } from '@conhub/subgraph-kit/database';
import { migrations } from '../migrations/index.ts';
import { consumerTables } from './event-log.ts';
import { AuditEvent, AuditLogSize } from './log/audit-event.entity.ts';

export const definition: Pick<DatabaseOptions, 'subgraph' | 'entities' | 'migrations'> = {
  subgraph: 'audit',
  entities: [AuditEvent, AuditLogSize, ...consumerTables],
  migrations,
};
