import { idColumn, timestamp } from '@conhub/subgraph-kit/database';
import { defineEntity, p } from '@mikro-orm/core';
import { rowSecurity } from '../row-security.ts';

const schema = defineEntity({
  name: 'Credential',
  tableName: 'credentials',
  policies: rowSecurity.credentials,
  properties: {
    userId: idColumn('usr').primary(),
    /** Argon2id in PHC's string format. */
    passwordHash: p.text(),
    changedAt: timestamp(),
  },
});

/** A person's password. */
export class Credential extends schema.class {}
schema.setClass(Credential);
