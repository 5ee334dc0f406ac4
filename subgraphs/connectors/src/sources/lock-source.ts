import { NotFoundError } from '@conhub/subgraph-kit';
import { LockMode, type SqlEntityManager } from '@mikro-orm/postgresql';
import { Source } from './source.entity.ts';

/** A source that is about to be changed, as it is now: who else changes it waits. @throws NotFoundError when it is being removed */
export async function lockSource(em: SqlEntityManager, id: string): Promise<Source> {
  const source = await em.findOne(Source, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
  if (source === null || source.status === 'DELETING') throw new NotFoundError();
  return source;
}
