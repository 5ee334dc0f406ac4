import { idColumn, primaryId, timestamp } from '@conhub/subgraph-kit/database';
import { defineEntity, p } from '@mikro-orm/core';
import { rowSecurity } from '../row-security.ts';
import { idleTimeoutMs } from './lifetimes.ts';

export type SessionKind = 'TOKEN' | 'COOKIE';
export type SessionEndReason = 'SIGNED_OUT' | 'ENDED_BY_PERSON' | 'PASSWORD_CHANGED' | 'REFRESH_TOKEN_REUSED';

const schema = defineEntity({
  name: 'Session',
  tableName: 'sessions',
  policies: rowSecurity.sessions,
  properties: {
    id: primaryId('ses'),
    userId: idColumn('usr'),
    kind: p.text().$type<SessionKind>(),
    /** SHA-256 of the cookie's secret. Null for a session that lives by refresh tokens. */
    secretHash: p.text().nullable().unique(),
    ipAddress: p.text().nullable(),
    userAgent: p.text().nullable(),
    createdAt: timestamp(),
    lastSeenAt: timestamp(),
    /** The absolute end. */
    expiresAt: timestamp(),
    endedAt: timestamp().nullable(),
    endReason: p.text().$type<SessionEndReason>().nullable(),
  },
  indexes: [{ properties: ['userId', 'lastSeenAt'] }],
});

/** One sign-in of a person on one device. The row is the truth: there is no list of revoked tokens. */
export class Session extends schema.class {
  isLive(now: Date): boolean {
    return this.endedAt == null && this.expiresAt > now && this.lastSeenAt.getTime() > now.getTime() - idleTimeoutMs;
  }

  end(now: Date, reason: SessionEndReason): void {
    this.endedAt = now;
    this.endReason = reason;
  }
}
schema.setClass(Session);
