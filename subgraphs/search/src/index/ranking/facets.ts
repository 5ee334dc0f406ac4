import { parseQuery } from '../../analyzer/parse-query.ts';
import { documentKinds } from '../document-kind.ts';
import type { Organization } from '../organization.ts';
import { summaryOf } from './hits.ts';
import { passingDocuments } from './passing.ts';
import type { DocumentSummary, SearchQuery } from './query.ts';

export type FacetField = 'SOURCE' | 'PROVIDER' | 'KIND' | 'LANGUAGE' | 'AUTHOR' | 'PATH' | 'UPDATED';

export interface Facet {
  readonly field: FacetField;
  readonly values: readonly FacetValue[];
}

export interface FacetValue {
  readonly value: string;
  readonly label: string;
  readonly count: number;
  /** Of an author: one of the documents counted. */
  readonly document?: DocumentSummary | undefined;
}

export interface FacetRequest {
  readonly query: SearchQuery;
  /** The slots of the documents that were found; null for all that pass. */
  readonly matches: Int32Array | null;
  readonly fields: readonly FacetField[];
  readonly first: number;
}

/** Counted over what was found and may still be seen: permissions are asked anew, a document that was hidden meanwhile counts nowhere. */
export function facetsOf(organization: Organization, { query, matches, fields, first }: FacetRequest): Facet[] {
  const passing = passingDocuments(organization, query.userId, query.filter, parseQuery(query.text, query.nowMs));
  const slots: number[] = [];
  if (matches === null) passing.flags.forEach((flag, slot) => flag === 1 && slots.push(slot));
  else for (const slot of matches) if (passing.flags[slot] === 1) slots.push(slot);
  return [...new Set(fields)].map((field) => {
    if (field === 'UPDATED') return { field, values: spansOf(organization, slots, query.nowMs).slice(0, first) };
    const values = counted(slots, ...columnOf(organization, field, query)).slice(0, first);
    return { field, values: field === 'AUTHOR' ? values.map((each) => withDocument(organization, slots, each)) : values };
  });
}

type Column = readonly [valueOf: (slot: number) => string | null, labelOf: (value: string) => string];

function columnOf(organization: Organization, field: Exclude<FacetField, 'UPDATED'>, query: SearchQuery): Column {
  const { documents, sqlite } = organization;
  const itself = (value: string): string => value;
  switch (field) {
    case 'SOURCE': {
      const titles = new Map(
        sqlite.all<{ id: string; title: string | null }>('select id, title from sources').map((row) => [row.id, row.title]),
      );
      return [(slot) => documents.sources.valueOf(documents.source[slot] ?? 0), (id) => titles.get(id) ?? id];
    }
    case 'PROVIDER': {
      const keys = new Map(
        sqlite
          .all<{ id: string; provider_key: string | null }>('select id, provider_key from sources')
          .map((row) => [documents.sources.find(row.id), row.provider_key]),
      );
      return [(slot) => keys.get(documents.source[slot] ?? 0) ?? null, capitalised];
    }
    case 'KIND':
      return [(slot) => documentKinds[documents.kind[slot] ?? 0] ?? null, (kind) => kindLabels[kind] ?? capitalised(kind.toLowerCase())];
    case 'LANGUAGE':
      return [(slot) => documents.languages.valueOf(documents.language[slot] ?? 0), (name) => languageLabels[name] ?? capitalised(name)];
    case 'AUTHOR':
      return [(slot) => documents.authors.valueOf(documents.author[slot] ?? 0), itself];
    case 'PATH': {
      const prefix = query.filter.pathPrefix ?? '';
      return [(slot) => folderBelow(sqlite.get<{ path: string }>('select path from documents where slot = ?', slot)?.path, prefix), itself];
    }
  }
}

/** Files that lie in the folder itself have no folder below it. */
function folderBelow(path: string | undefined, prefix: string): string | null {
  const end = path?.indexOf('/', prefix.length) ?? -1;
  return path === undefined || end < 0 ? null : path.slice(0, end + 1);
}

/** Only connectors know an author's name: their document is the way to it. */
function withDocument(organization: Organization, slots: readonly number[], author: FacetValue): FacetValue {
  const { documents } = organization;
  const number = documents.authors.find(author.value);
  const slot = slots.find((each) => documents.author[each] === number);
  return slot === undefined ? author : { ...author, document: summaryOf(organization, slot) };
}

function counted(slots: readonly number[], valueOf: Column[0], labelOf: Column[1]): FacetValue[] {
  const counts = new Map<string, number>();
  for (const slot of slots) {
    const value = valueOf(slot);
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts]
    .map(([value, count]) => ({ value, label: labelOf(value), count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

const spans = [
  { value: '24h', label: 'Last 24 hours', hours: 24 },
  { value: '7d', label: 'Last 7 days', hours: 7 * 24 },
  { value: '30d', label: 'Last 30 days', hours: 30 * 24 },
  { value: '365d', label: 'Last year', hours: 365 * 24 },
] as const;

function spansOf({ documents }: Organization, slots: readonly number[], nowMs: number): FacetValue[] {
  return spans.map(({ value, label, hours }) => ({
    value,
    label,
    count: slots.filter((slot) => (documents.updatedAt[slot] ?? 0) >= nowMs - hours * 3_600_000).length,
  }));
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const kindLabels: Readonly<Record<string, string>> = { PDF: 'PDF', EMAIL: 'E-mail', PAGE: 'Web page' };

const languageLabels: Readonly<Record<string, string>> = {
  typescript: 'TypeScript',
  tsx: 'TSX',
  javascript: 'JavaScript',
  css: 'CSS',
  scss: 'SCSS',
  html: 'HTML',
  sql: 'SQL',
  php: 'PHP',
  graphql: 'GraphQL',
  hcl: 'HCL',
  cmake: 'CMake',
  plpgsql: 'PL/pgSQL',
  ocaml: 'OCaml',
  powershell: 'PowerShell',
  svg: 'SVG',
  xml: 'XML',
  json: 'JSON',
  yaml: 'YAML',
  toml: 'TOML',
  csv: 'CSV',
  tsv: 'TSV',
};
