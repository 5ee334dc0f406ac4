import { kindIndex } from '../document-kind.ts';
import type { Organization } from '../organization.ts';
import type { SearchFilter } from './query.ts';

export interface Passing {
  /** Per slot: 1 if the viewer may see it and the filter lets it pass. */
  readonly flags: Uint8Array;
  readonly count: number;
  /** By source number. */
  readonly sources: ReadonlySet<number>;
}

/**
 * The one place where permissions and filters are decided, before either leg looks at a document: nothing that fails here has a rank,
 * a count or a part in a score.
 */
export function passingDocuments(organization: Organization, userId: string | null, filter: SearchFilter): Passing {
  const { documents } = organization;
  const { live, access, source, kind, language, author, updatedAt, slotCount } = documents;
  const visible = organization.access.visibleTo(userId);
  const sourceAllowed = allowedSources(organization, filter);
  const kinds = flagsOf(filter.kinds?.map(kindIndex));
  const languages = flagsOf(filter.languages?.map((name) => documents.languages.find(name)));
  const authors = flagsOf(filter.authorKeys?.map((key) => documents.authors.find(key)));
  const paths = pathFlags(organization, filter.pathPrefix);
  const { updatedAfter = -Infinity, updatedBefore = Infinity } = filter;
  const flags = new Uint8Array(slotCount);
  const sources = new Set<number>();
  let count = 0;
  let lastSource = -1;
  for (let slot = 0; slot < slotCount; slot++) {
    if (live[slot] === 0 || visible[access[slot] ?? 0] !== 1) continue;
    const from = source[slot] ?? 0;
    if (sourceAllowed !== null && sourceAllowed[from] !== 1) continue;
    if (kinds !== null && kinds[kind[slot] ?? 0] !== 1) continue;
    if (languages !== null && languages[language[slot] ?? 0] !== 1) continue;
    if (authors !== null && authors[author[slot] ?? 0] !== 1) continue;
    const time = updatedAt[slot] ?? 0;
    if (time < updatedAfter || time >= updatedBefore) continue;
    if (paths !== null && paths[slot] !== 1) continue;
    flags[slot] = 1;
    count++;
    if (from !== lastSource) {
      sources.add(from);
      lastSource = from;
    }
  }
  return { flags, count, sources };
}

/** Null: no condition. Numbers below 0 (never seen) and null's number 0 match nothing. */
function flagsOf(numbers: readonly number[] | undefined, allowsZero = false): Uint8Array | null {
  if (numbers === undefined) return null;
  const flags = new Uint8Array(Math.max(16, ...numbers.map((number) => number + 1)));
  for (const number of numbers) if (number >= 0) flags[number] = 1;
  if (!allowsZero && !numbers.includes(0)) flags[0] = 0;
  return flags;
}

function allowedSources({ sqlite, documents }: Organization, { sourceIds, accountIds, providerKeys }: SearchFilter): Uint8Array | null {
  if (sourceIds === undefined && accountIds === undefined && providerKeys === undefined) return null;
  const found = sqlite
    .all<{ id: string; account_id: string | null; provider_key: string | null }>(
      'select id, account_id, provider_key from sources where is_removed = 0',
    )
    .filter(
      (row) =>
        (sourceIds === undefined || sourceIds.includes(row.id)) &&
        (accountIds === undefined || (row.account_id !== null && accountIds.includes(row.account_id))) &&
        (providerKeys === undefined || (row.provider_key !== null && providerKeys.includes(row.provider_key))),
    );
  return flagsOf(found.map((row) => documents.sources.find(row.id)));
}

/** Compared by code unit, as written: `pathPrefix` is the beginning of the path. */
function pathFlags({ sqlite, documents }: Organization, pathPrefix: string | undefined): Uint8Array | null {
  if (pathPrefix === undefined || pathPrefix === '') return null;
  const flags = new Uint8Array(documents.slotCount);
  // Every path that begins so is at or after the prefix and before the prefix with a last character beyond all others.
  const found = sqlite.iterate<{ slot: number; path: string }>(
    'select slot, path from documents where path >= ? and path <= ?',
    pathPrefix,
    `${pathPrefix}\u{10ffff}`,
  );
  for (const { slot, path } of found) if (slot < flags.length && path.startsWith(pathPrefix)) flags[slot] = 1;
  return flags;
}
