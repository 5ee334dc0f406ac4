import type { ConnectionArguments } from '@conhub/subgraph-kit/graphql';
import { connectionOf, decodeCursor, pageSize } from '@conhub/subgraph-kit/graphql';
import { BadUserInputError, organizationOf, prefixOf } from '@conhub/subgraph-kit';
import type { Context } from '../context.ts';
import { AuditEvent, AuditLogSize } from './audit-event.entity.ts';

export interface Filter {
  readonly actorId?: string | null;
  readonly subjectId?: string | null;
  readonly actions?: readonly string[] | null;
  readonly outcome?: 'SUCCESS' | 'DENIED' | 'FAILURE' | null;
  readonly from?: Date | null;
  readonly to?: Date | null;
  readonly requestId?: string | null;
}

/** The conditions of a filter, for the ORM. Ids are checked: a malformed one is BAD_USER_INPUT. */
export function conditions(filter: Filter | null | undefined): Record<string, unknown>[] {
  const where: Record<string, unknown>[] = [];
  for (const field of ['actorId', 'subjectId'] as const) {
    const id = filter?.[field];
    if (id === null || id === undefined) continue;
    if (prefixOf(id) === null) throw BadUserInputError.of(['filter', field], 'INVALID_ID', `filter.${field} is not an id`);
    where.push({ [field]: id });
  }
  if (filter?.actions) where.push({ action: { $in: [...filter.actions] } });
  if (filter?.outcome) where.push({ outcome: filter.outcome });
  if (filter?.requestId) where.push({ requestId: filter.requestId });
  if (filter?.from) where.push({ occurredAt: { $gte: filter.from } });
  if (filter?.to) where.push({ occurredAt: { $lt: filter.to } });
  return where;
}

/** Newest first. The cursor is the entry's index, so that pages hold still while entries are added. */
export async function listEvents(
  { em, viewer }: Context,
  where: readonly Record<string, unknown>[],
  page: ConnectionArguments,
  fallback = 20,
) {
  const size = pageSize(page, fallback);
  const after = decodeCursor(page.after, 1);
  const before = after === null ? [] : [{ index: { $lt: Number(after[0]) } }];
  const all = [{ organizationId: organizationOf(viewer) ?? '' }, ...where];
  const rows = await em.find(AuditEvent, { $and: [...all, ...before] } as never, { orderBy: { index: 'desc' }, limit: size + 1 });
  return connectionOf(rows, size, ({ index }) => [index], {
    hasPreviousPage: after !== null,
    totalCount: () => em.count(AuditEvent, { $and: all } as never),
  });
}

/** Entries after an index, oldest first. */
export const eventsAfter = (
  { em, viewer }: Context,
  index: number,
  where: readonly Record<string, unknown>[],
  limit: number,
): Promise<AuditEvent[]> =>
  em.find(AuditEvent, { $and: [{ organizationId: organizationOf(viewer) ?? '' }, { index: { $gt: index } }, ...where] } as never, {
    orderBy: { index: 'asc' },
    limit,
  });

export async function logSize({ em, viewer }: Context): Promise<number> {
  const organizationId = organizationOf(viewer);
  if (organizationId === null) return 0;
  return (await em.findOne(AuditLogSize, { organizationId }))?.size ?? 0;
}
