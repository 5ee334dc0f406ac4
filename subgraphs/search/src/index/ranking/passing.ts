import { authorKey } from '@conhub/subgraph-kit/author-key';
import { type QueryConditions, noConditions } from '../../analyzer/query-fields.ts';
import { encodeTerm } from '../../analyzer/encode-terms.ts';
import { kindIndex } from '../document-kind.ts';
import type { Organization } from '../organization.ts';
import { slotsOfField } from './path-conditions.ts';
import type { SearchFilter } from './query.ts';

export interface Passing {
  /** Per slot: 1 if the viewer may see it and the filter lets it pass. */
  readonly flags: Uint8Array;
  readonly count: number;
  /** By source number. */
  readonly sources: ReadonlySet<number>;
}

/** One column's verdict: the number of a document must be among the flagged ones, or among none of them. */
interface Check {
  readonly column: Uint8Array | Int32Array | null;
  /** By the column's number; by slot where there is no column. */
  readonly flags: Uint8Array;
  readonly isNegated: boolean;
}

/** What a query says beside its words. */
export interface Demands {
  readonly conditions: QueryConditions;
  readonly excluded: readonly (readonly string[])[];
}

export const noDemands: Demands = { conditions: noConditions, excluded: [] };

/**
 * The one place where permissions and filters are decided, before either leg looks at a document: nothing that fails here has a rank,
 * a count or a part in a score.
 */
export function passingDocuments(
  organization: Organization,
  userId: string | null,
  filter: SearchFilter,
  demands: Demands = noDemands,
): Passing {
  const { documents } = organization;
  const { live, access, source, updatedAt, slotCount } = documents;
  const visible = organization.access.visibleTo(userId);
  const checks = [...filterChecks(organization, filter, userId), ...conditionChecks(organization, demands, userId)];
  const { conditions } = demands;
  const updatedAfter = Math.max(filter.updatedAfter ?? -Infinity, conditions.updatedAfter ?? -Infinity);
  const updatedBefore = Math.min(filter.updatedBefore ?? Infinity, conditions.updatedBefore ?? Infinity);
  const flags = new Uint8Array(slotCount);
  const sources = new Set<number>();
  let count = 0;
  let lastSource = -1;
  next: for (let slot = 0; slot < slotCount; slot++) {
    if (live[slot] === 0 || visible[access[slot] ?? 0] !== 1) continue;
    const time = updatedAt[slot] ?? 0;
    if (time < updatedAfter || time >= updatedBefore) continue;
    for (const check of checks) {
      const number = check.column === null ? slot : (check.column[slot] ?? 0);
      if ((check.flags[number] === 1) === check.isNegated) continue next;
    }
    flags[slot] = 1;
    count++;
    const from = source[slot] ?? 0;
    if (from !== lastSource) {
      sources.add(from);
      lastSource = from;
    }
  }
  return { flags, count, sources };
}

function filterChecks(organization: Organization, filter: SearchFilter, userId: string | null): Check[] {
  const { documents } = organization;
  const checks: Check[] = [];
  const demand = (column: Check['column'], numbers: readonly number[] | undefined): void => {
    if (numbers !== undefined) checks.push({ column, flags: flagsOf(numbers), isNegated: false });
  };
  demand(documents.source, allowedSources(organization, filter));
  demand(documents.kind, filter.kinds?.map(kindIndex));
  demand(
    documents.language,
    filter.languages?.map((name) => documents.languages.find(name)),
  );
  demand(
    documents.author,
    filter.authorEmails?.flatMap((email) => authorNumbers(organization, email, userId)),
  );
  const { pathPrefix } = filter;
  if (pathPrefix !== undefined && pathPrefix !== '')
    checks.push({ column: null, flags: pathFlags(organization, pathPrefix), isNegated: false });
  return checks;
}

function conditionChecks(organization: Organization, { conditions, excluded }: Demands, userId: string | null): Check[] {
  const { documents } = organization;
  const checks: Check[] = conditions.fields.map(({ field, values, isNegated }) => {
    switch (field) {
      case 'source':
        return { column: documents.source, flags: flagsOf(values.flatMap((value) => sourcesCalled(organization, value))), isNegated };
      case 'kind':
        return { column: documents.kind, flags: flagsOf(values.map(kindIndex)), isNegated };
      case 'language':
        return { column: documents.language, flags: flagsOf(values.map((name) => documents.languages.find(name))), isNegated };
      case 'author':
        return {
          column: documents.author,
          flags: flagsOf(values.flatMap((value) => authorNumbers(organization, value, userId))),
          isNegated,
        };
      case 'path':
      case 'file':
      case 'extension':
      case 'title':
        return { column: null, flags: slotsOfField(organization, field, values), isNegated };
    }
  });
  if (excluded.length > 0) checks.push({ column: null, flags: slotsWith(organization, excluded), isNegated: true });
  return checks;
}

/** Numbers below 0 (never seen) match nothing. */
function flagsOf(numbers: readonly number[]): Uint8Array {
  const flags = new Uint8Array(Math.max(16, ...numbers.map((number) => number + 1)));
  for (const number of numbers) if (number >= 0) flags[number] = 1;
  return flags;
}

interface SourceNames {
  id: string;
  account_id: string | null;
  provider_key: string | null;
  title: string | null;
}

const sourceRows = ({ sqlite }: Organization): SourceNames[] =>
  sqlite.all<SourceNames & object>('select id, account_id, provider_key, title from sources where is_removed = 0');

function allowedSources(organization: Organization, { sourceIds, accountIds, providerKeys }: SearchFilter): number[] | undefined {
  if (sourceIds === undefined && accountIds === undefined && providerKeys === undefined) return undefined;
  return sourceRows(organization)
    .filter(
      (row) =>
        (sourceIds === undefined || sourceIds.includes(row.id)) &&
        (accountIds === undefined || (row.account_id !== null && accountIds.includes(row.account_id))) &&
        (providerKeys === undefined || (row.provider_key !== null && providerKeys.includes(row.provider_key))),
    )
    .map((row) => organization.documents.sources.find(row.id));
}

/** By id, or by what the source is called: exactly so where one is, else by the beginning of it. */
function sourcesCalled(organization: Organization, name: string): number[] {
  const wanted = name.toLowerCase();
  const rows = sourceRows(organization);
  const fits = (isFit: (row: SourceNames) => boolean): number[] =>
    rows.filter(isFit).map((row) => organization.documents.sources.find(row.id));
  const exact = fits((row) => row.id === name || row.title?.toLowerCase() === wanted);
  return exact.length > 0 ? exact : fits((row) => row.title?.toLowerCase().startsWith(wanted) === true);
}

/** By an address, a name, a member's id or `me`, or by the key itself. */
const authorNumbers = ({ documents }: Organization, value: string, userId: string | null): number[] =>
  [value, authorKey(value), ...(userId !== null && value.toLowerCase() === 'me' ? [authorKey(userId)] : [])].map((key) =>
    documents.authors.find(key),
  );

/** Compared by code unit, as written: `pathPrefix` is the beginning of the path. */
function pathFlags({ sqlite, documents }: Organization, pathPrefix: string): Uint8Array {
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

/** Documents with any of the words or phrases, in any field. */
function slotsWith({ sqlite, documents }: Organization, excluded: readonly (readonly string[])[]): Uint8Array {
  const flags = new Uint8Array(documents.slotCount);
  const match = excluded.map((terms) => `"${terms.map(encodeTerm).join(' ')}"`).join(' OR ');
  for (const { slot } of sqlite.iterate<{ slot: number }>('select rowid as slot from words.terms where terms match ?', match))
    if (slot < flags.length) flags[slot] = 1;
  return flags;
}
