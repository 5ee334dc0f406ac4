import { BadUserInputError, ForbiddenError, type LimitReached, NotFoundError, newId, parseId, personOf } from '@conhub/subgraph-kit';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { Context } from '../context.ts';
import type { SearchFilter, SearchQuery } from '../index/ranking/query.ts';
import { checkFilter, checkQuery, searcherOf } from '../search-documents.ts';
import { SavedSearch } from './saved-search.entity.ts';
import { canChangeSavedSearch } from './saved-search.policy.ts';

/** Of one person in one organization. */
const savedSearchesMax = 200;
const nameLengthMax = 200;

export interface SaveSearchInput {
  readonly name: string;
  readonly query: string;
  readonly filter: SearchFilter;
  readonly mode: SearchQuery['mode'];
  readonly isShared: boolean;
}

/** Keeps a query under a name. */
export async function saveSearch(context: Context, input: SaveSearchInput): Promise<SavedSearch | LimitReached> {
  const { viewer } = context;
  const organizationId = searcherOf(viewer);
  const ownerId = personOf(viewer);
  if (ownerId === null) throw new ForbiddenError('Only a person saves searches');
  const name = nameOf(input.name);
  checkQuery(input.query, Date.now(), ['input', 'query']);
  checkFilter(input.filter, ['input', 'filter']);
  return context.em.transactional(async (transaction) => {
    const em = transaction as SqlEntityManager;
    // Two requests of one person could both be the last that fits.
    await em.execute('select pg_advisory_xact_lock(726703, hashtext(?))', [`${organizationId}/${ownerId}`]);
    const used = await em.count(SavedSearch, { ownerId });
    if (used >= savedSearchesMax) {
      const message = `A person keeps ${savedSearchesMax} searches at most: delete one first`;
      return { __typename: 'LimitReached', message, limit: savedSearchesMax, used, resetsAt: null } as const;
    }
    const now = new Date();
    const { query, filter, mode, isShared } = input;
    const saved = em.create(SavedSearch, {
      id: newId('sav'),
      organizationId,
      ownerId,
      name,
      query: query.trim(),
      filter,
      mode,
      isShared,
      createdAt: now,
      updatedAt: now,
    });
    em.persist(saved);
    await em.flush();
    return saved;
  });
}

export interface UpdateSavedSearchInput {
  readonly savedSearchId: string;
  readonly name: string | null;
  readonly query: string | null;
  readonly filter: SearchFilter | null;
  readonly isShared: boolean | null;
}

/** Changes what is given and leaves the rest. */
export async function updateSavedSearch(context: Context, input: UpdateSavedSearchInput): Promise<SavedSearch> {
  const saved = await ownSavedSearch(context, input.savedSearchId);
  if (input.name !== null) saved.name = nameOf(input.name);
  if (input.query !== null) {
    checkQuery(input.query, Date.now(), ['input', 'query']);
    saved.query = input.query.trim();
  }
  if (input.filter !== null) {
    checkFilter(input.filter, ['input', 'filter']);
    saved.filter = input.filter;
  }
  if (input.isShared !== null) saved.isShared = input.isShared;
  saved.updatedAt = new Date();
  await context.em.flush();
  return saved;
}

export async function deleteSavedSearch(context: Context, savedSearchId: string): Promise<string> {
  const saved = await ownSavedSearch(context, savedSearchId);
  context.em.remove(saved);
  await context.em.flush();
  return saved.id;
}

/** @throws DomainError NOT_FOUND for what is absent or hidden, FORBIDDEN for what somebody else shares */
async function ownSavedSearch(context: Context, id: string): Promise<SavedSearch> {
  searcherOf(context.viewer);
  const saved = await context.savedSearches.load(parseId('sav', id, ['input', 'savedSearchId']));
  if (saved === null) throw new NotFoundError();
  if (!canChangeSavedSearch(context.viewer, saved)) throw new ForbiddenError('Only its owner changes a saved search');
  return saved;
}

function nameOf(given: string): string {
  const name = given.trim();
  if (name === '' || name.length > nameLengthMax)
    throw BadUserInputError.of(['input', 'name'], 'OUT_OF_RANGE', `name has 1 to ${nameLengthMax} characters`);
  return name;
}
