import { DomainError, type LimitReached, type PlanLimits, uuidOf, withinLimit } from '@conhub/subgraph-kit';
import type { SqlEntityManager } from '@mikro-orm/postgresql';

export interface UsageDelta {
  readonly documents: number;
  readonly storageBytes: number;
}

/**
 * Counts what an organization uses, in the transaction that uses it: the row is the lock between two that could both be the last to fit.
 * Answers the limit that does not allow it; the caller then rolls back.
 */
export async function countUsage(
  em: SqlEntityManager,
  limits: PlanLimits,
  organizationId: string,
  delta: UsageDelta,
): Promise<{ key: 'DOCUMENTS' | 'STORAGE_BYTES'; reached: LimitReached } | null> {
  if (delta.documents === 0 && delta.storageBytes === 0) return null;
  const [row] = await em.execute<{ documents: string; storage_bytes: string }[]>(
    `insert into connectors.usage as u (organization_id, documents, storage_bytes) values (?, greatest(0, ?::bigint), greatest(0, ?::bigint))
     on conflict (organization_id) do update
       set documents = greatest(0, u.documents + ?::bigint), storage_bytes = greatest(0, u.storage_bytes + ?::bigint)
     returning documents, storage_bytes`,
    [uuidOf(organizationId), delta.documents, delta.storageBytes, delta.documents, delta.storageBytes],
  );
  const used = { DOCUMENTS: Number(row?.documents ?? 0), STORAGE_BYTES: Number(row?.storage_bytes ?? 0) };
  for (const [key, added] of [
    ['DOCUMENTS', delta.documents],
    ['STORAGE_BYTES', delta.storageBytes],
  ] as const) {
    const reached = added > 0 ? withinLimit(limits, key, used[key] - added, added) : null;
    if (reached !== null) return { key, reached };
  }
  return null;
}

/** For operations whose payload has no `LimitReached`. */
export const limitExceeded = ({ message, limit, used, resetsAt }: LimitReached): DomainError =>
  new DomainError('LIMIT_EXCEEDED', message, { limit, used, resetsAt: resetsAt?.toISOString() ?? null });
