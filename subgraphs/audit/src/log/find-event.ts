import { organizationOf } from '@conhub/subgraph-kit';
import type { Context } from '../context.ts';
import { AuditEvent } from './audit-event.entity.ts';

/** An entry of the viewer's organization, or null. */
export const findEvent = ({ em, viewer }: Context, id: string): Promise<AuditEvent | null> =>
  em.findOne(AuditEvent, { id, organizationId: organizationOf(viewer) ?? '' });
