import { organizationOf, personOf } from '@conhub/subgraph-kit';
import { type Connection, type ConnectionArguments, connectionOf, decodeCursor, loader, pageSize } from '@conhub/subgraph-kit/graphql';
import type { Context } from '../context.ts';
import { SavedSearch } from './saved-search.entity.ts';
import { canSeeSavedSearch } from './saved-search.policy.ts';

type Reader = Pick<Context, 'em' | 'viewer'>;

// A viewer that is no person owns none; the nil id is nobody's.
const ownerOf = ({ viewer }: Reader): string => personOf(viewer) ?? 'usr_00000000000000000000000000';
const visibleTo = (reader: Reader) => ({ $or: [{ ownerId: ownerOf(reader) }, { isShared: true }] });

/** By id; null for another's that is not shared. */
export const savedSearchLoader = (reader: Reader) =>
  loader(
    async (ids) =>
      organizationOf(reader.viewer) === null
        ? []
        : (await reader.em.find(SavedSearch, { id: { $in: [...ids] } })).filter((saved) => canSeeSavedSearch(reader.viewer, saved)),
    (saved) => saved.id,
  );

/** One's own and those that are shared, the newest first. */
export async function listSavedSearches(reader: Reader, args: ConnectionArguments): Promise<Connection<SavedSearch>> {
  const size = pageSize(args);
  const after = decodeCursor(args.after, 2);
  const [time, id] = after ?? [];
  const behind =
    after === null
      ? {}
      : { $or: [{ createdAt: { $lt: new Date(String(time)) } }, { createdAt: new Date(String(time)), id: { $lt: String(id) } }] };
  const rows = await reader.em.find(
    SavedSearch,
    { $and: [visibleTo(reader), behind] },
    { orderBy: { createdAt: 'desc', id: 'desc' }, limit: size + 1 },
  );
  return connectionOf(rows, size, (saved) => [saved.createdAt.toISOString(), saved.id], {
    hasPreviousPage: after !== null,
    totalCount: () => reader.em.count(SavedSearch, visibleTo(reader)),
  });
}

/** Those whose name or query begins so, for suggestions. */
export async function savedSearchesBeginning(reader: Reader, beginning: string, count: number): Promise<SavedSearch[]> {
  if (organizationOf(reader.viewer) === null || count <= 0) return [];
  const like = `${beginning.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`;
  return reader.em.find(
    SavedSearch,
    { $and: [visibleTo(reader), { $or: [{ name: { $ilike: like } }, { query: { $ilike: like } }] }] },
    { orderBy: { updatedAt: 'desc', id: 'desc' }, limit: count },
  );
}
