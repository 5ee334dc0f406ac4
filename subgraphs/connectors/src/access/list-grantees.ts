import type { Context } from '../context.ts';
import { SourceGrantee } from './access-set.entity.ts';

/** Whom a source is shared with, for somebody who may read it. */
export async function listGrantees({ em }: Pick<Context, 'em'>, sourceId: string): Promise<{ __typename: 'User'; id: string }[]> {
  const grantees = await em.find(SourceGrantee, { sourceId }, { orderBy: { userId: 'asc' } });
  return grantees.map(({ userId }) => ({ __typename: 'User', id: userId }));
}
