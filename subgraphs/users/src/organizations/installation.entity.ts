import { idColumn, timestamp } from '@conhub/subgraph-kit/database';
import { defineEntity, p } from '@mikro-orm/core';
import { rowSecurity } from '../row-security.ts';

const schema = defineEntity({
  name: 'Installation',
  tableName: 'installation',
  policies: rowSecurity.installation,
  properties: { id: p.integer().primary().autoincrement(false), setUpAt: timestamp(), setUpBy: idColumn('usr') },
});

/** One row once the first owner exists: its primary key lets the set-up happen once, however many try at the same time. */
export class Installation extends schema.class {}
schema.setClass(Installation);
