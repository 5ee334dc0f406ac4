import { timestamp } from '@conhub/subgraph-kit/database';
import { defineEntity, p } from '@mikro-orm/core';
import { rowSecurity } from '../row-security.ts';

const schema = defineEntity({
  name: 'SignInLock',
  tableName: 'sign_in_locks',
  policies: rowSecurity.sign_in_locks,
  properties: {
    /** SHA-256 of the address, known or not: a lock must not tell the two apart. */
    emailHash: p.text().primary(),
    failures: p.integer(),
    windowStartedAt: timestamp(),
    lockedUntil: timestamp().nullable(),
  },
});

/** Failed passwords for one address, and the lock that ten of them set. */
export class SignInLock extends schema.class {}
schema.setClass(SignInLock);
