import { createdAt, primaryId } from '@conhub/subgraph-kit/database';
import { defineEntity, p } from '@mikro-orm/core';
import { rowSecurity } from '../row-security.ts';

const schema = defineEntity({
  name: 'User',
  tableName: 'users',
  policies: rowSecurity.users,
  properties: {
    id: primaryId('usr'),
    displayName: p.text(),
    email: p.text(),
    emailKey: p.text().unique(),
    avatarUrl: p.text().nullable(),
    version: p.integer(),
    createdAt: createdAt(),
  },
});

/** A person, whatever organizations they are in. */
export class User extends schema.class {
  /** Answers whether anything changed. */
  rename(displayName: string): boolean {
    if (displayName === this.displayName) return false;
    this.displayName = displayName;
    this.version += 1;
    return true;
  }
}
schema.setClass(User);
