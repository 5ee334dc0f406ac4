import type { Connection } from '@conhub/subgraph-kit/graphql';
import type { AuditEvent } from '../log/audit-event.entity.ts';

interface Keyed {
  readonly id: string;
}

export type AuditEventMapper = AuditEvent;
export type AuditEventConnectionMapper = Connection<AuditEvent>;
export type AuditEventEdgeMapper = Connection<AuditEvent>['edges'][number];
export type AuditEventRecordedMapper = { readonly position: string; readonly event: AuditEvent };
export type AuditLogMapper = Record<string, never>;
export type OrganizationMapper = Keyed;
export type UserMapper = Keyed;
export type ApiKeyMapper = Keyed;
export type ConnectedAccountMapper = Keyed;
export type SourceMapper = Keyed;
export type DocumentMapper = Keyed;
