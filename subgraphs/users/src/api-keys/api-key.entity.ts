import { createdAt, idColumn, organizationFilter, primaryId, timestamp } from '@conhub/subgraph-kit/database';
import { defineEntity, p } from '@mikro-orm/core';
import { rowSecurity } from '../row-security.ts';

const schema = defineEntity({
  name: 'ApiKey',
  tableName: 'api_keys',
  policies: rowSecurity.api_keys,
  filters: { organization: organizationFilter },
  properties: {
    id: primaryId('key'),
    organizationId: idColumn('org'),
    name: p.text(),
    /** `chk_` and eight characters: shown, to recognise the key by. */
    prefix: p.text(),
    /** SHA-256 of the whole key. */
    secretHash: p.text().unique(),
    scopes: p.json<string[]>(),
    createdBy: idColumn('usr'),
    /** The creator's membership: the key ends with it. */
    membershipId: idColumn('mem'),
    createdAt: createdAt(),
    lastUsedAt: timestamp().nullable(),
    expiresAt: timestamp().nullable(),
    revokedAt: timestamp().nullable(),
  },
  indexes: [{ properties: ['organizationId', 'createdAt', 'id'] }, { properties: ['membershipId'] }],
});

/** A key for programs. It acts as its creator, capped by its own scopes. */
export class ApiKey extends schema.class {}
schema.setClass(ApiKey);
