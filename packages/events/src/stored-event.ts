import type { Actor, Cause } from '@conhub/subgraph-kit';
import type { Lane } from './define-event.ts';

export type Outcome = 'SUCCESS' | 'DENIED' | 'FAILURE';

/** How far a consumer has read: the pair, since positions alone can commit out of order. Both are decimal strings of 64 bits. */
export interface Cursor {
  readonly xid: string;
  readonly position: string;
}

export const origin: Cursor = { xid: '0', position: '0' };

/** An event as its log keeps it: the envelope and the payload. */
export interface StoredEvent extends Cursor {
  /** `evt_…` */
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly lane: Lane;
  /** `org_…`; null: the deployment's own. */
  readonly organizationId: string | null;
  readonly aggregateType: string;
  readonly aggregateId: string;
  readonly aggregateVersion: number;
  readonly subjectType: string | null;
  readonly subjectId: string | null;
  readonly occurredAt: Date;
  readonly actor: Actor;
  readonly outcome: Outcome;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
  readonly requestId: string | null;
  readonly cause: Cause | null;
  readonly trace: string | null;
  readonly payload: unknown;
}
