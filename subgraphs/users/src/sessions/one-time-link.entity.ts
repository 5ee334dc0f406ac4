import { idColumn, timestamp } from '@conhub/subgraph-kit/database';
import { defineEntity, p } from '@mikro-orm/core';
import { rowSecurity } from '../row-security.ts';

const schema = defineEntity({
  name: 'OneTimeLink',
  tableName: 'one_time_links',
  policies: rowSecurity.one_time_links,
  properties: {
    /** SHA-256 of the link's token. */
    tokenHash: p.text().primary(),
    userId: idColumn('usr'),
    createdAt: timestamp(),
    expiresAt: timestamp(),
    usedAt: timestamp().nullable(),
  },
});

/** A sign-in link that works once, for ten minutes. */
export class OneTimeLink extends schema.class {}
schema.setClass(OneTimeLink);
