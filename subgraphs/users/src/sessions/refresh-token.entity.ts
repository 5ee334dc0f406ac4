import { idColumn, timestamp } from '@conhub/subgraph-kit/database';
import { defineEntity, p } from '@mikro-orm/core';
import { rowSecurity } from '../row-security.ts';

const schema = defineEntity({
  name: 'RefreshToken',
  tableName: 'refresh_tokens',
  policies: rowSecurity.refresh_tokens,
  properties: {
    /** SHA-256 of the token. */
    tokenHash: p.text().primary(),
    sessionId: idColumn('ses'),
    createdAt: timestamp(),
    usedAt: timestamp().nullable(),
    /** The successor, sealed with a key that only the holder of this token can derive. */
    successor: p.text().nullable(),
  },
  indexes: [{ properties: ['sessionId'] }],
});

/** One link of a session's chain of refresh tokens. Used ones are kept while the session lives: presenting one again ends it. */
export class RefreshToken extends schema.class {}
schema.setClass(RefreshToken);
