import { type Viewer, personOf } from '@conhub/subgraph-kit';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { type VisibleAccount, canSeeAccount, isManager } from '../accounts/account.policy.ts';
import { ConnectedAccount } from '../accounts/connected-account.entity.ts';
import { type VisibleSource, mayReadDocuments } from '../sources/source.policy.ts';
import { Source } from '../sources/source.entity.ts';
import { AccessSet, AccessSetMember } from './access-set.entity.ts';

/**
 * What of an organization a viewer may see, at one moment. Every loader, list and use case asks this and nothing else. An organization has
 * some hundreds of sources (SOURCES is a limit), so it is read whole.
 */
export interface Visibility {
  readonly sources: ReadonlyMap<string, VisibleSource>;
  readonly accounts: ReadonlyMap<string, VisibleAccount>;
  /** The sources whose documents the viewer may read. */
  readonly readable: readonly string[];
}

export async function loadVisibility(em: SqlEntityManager, viewer: Viewer): Promise<Visibility> {
  const person = personOf(viewer);
  const accounts = new Map(
    (await em.find(ConnectedAccount, { status: { $ne: 'DELETING' } }, { orderBy: { createdAt: 'desc', id: 'desc' } })).map((row) => [
      row.id,
      row,
    ]),
  );
  const rows = await em.find(Source, { status: { $ne: 'DELETING' } }, { orderBy: { createdAt: 'desc', id: 'desc' } });
  const sets = new Set((await em.find(AccessSet, { everyone: true })).map((row) => row.id));
  if (person !== null) for (const row of await em.find(AccessSetMember, { userId: person })) sets.add(row.accessSetId);
  const sources = new Map<string, VisibleSource>();
  for (const source of rows) {
    const account = accounts.get(source.accountId);
    if (account === undefined) continue;
    const mayRead = mayReadDocuments(viewer, account, sets.has(source.accessSetId));
    if (mayRead || isManager(viewer)) sources.set(source.id, { source, account, mayRead });
  }
  const seen = new Set([...sources.values()].map(({ account }) => account.id));
  return {
    sources,
    accounts: new Map(
      [...accounts].filter(([id, account]) => seen.has(id) || canSeeAccount(viewer, account)).map(([id, account]) => [id, { account }]),
    ),
    readable: [...sources.values()].filter(({ mayRead }) => mayRead).map(({ source }) => source.id),
  };
}
