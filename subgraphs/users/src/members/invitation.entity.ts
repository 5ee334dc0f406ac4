import { createdAt, idColumn, organizationFilter, primaryId, timestamp } from '@conhub/subgraph-kit/database';
import { defineEntity, p } from '@mikro-orm/core';
import { rowSecurity } from '../row-security.ts';
import type { RoleKey } from './role.ts';

const schema = defineEntity({
  name: 'Invitation',
  tableName: 'invitations',
  policies: rowSecurity.invitations,
  filters: { organization: organizationFilter },
  properties: {
    id: primaryId('inv'),
    organizationId: idColumn('org'),
    email: p.text(),
    emailKey: p.text(),
    roleKey: p.text().$type<RoleKey>(),
    /** SHA-256 of the link's token. */
    tokenHash: p.text().unique(),
    invitedBy: idColumn('usr'),
    createdAt: createdAt(),
    expiresAt: timestamp(),
    acceptedAt: timestamp().nullable(),
    acceptedBy: idColumn('usr').nullable(),
    revokedAt: timestamp().nullable(),
  },
  uniques: [
    { name: 'invitations_open', properties: ['organizationId', 'emailKey'], where: '((accepted_at is null) and (revoked_at is null))' },
  ],
  indexes: [{ properties: ['organizationId', 'createdAt', 'id'] }],
});

/** An invitation by link. Redeeming it proves nothing about the address: the inviter holds the link too. */
export class Invitation extends schema.class {
  isOpen(now: Date): boolean {
    return this.acceptedAt == null && this.revokedAt == null && this.expiresAt > now;
  }
}
schema.setClass(Invitation);
