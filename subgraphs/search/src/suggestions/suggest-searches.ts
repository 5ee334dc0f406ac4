import { BadUserInputError, personOf } from '@conhub/subgraph-kit';
import type { Context } from '../context.ts';
import type { DocumentSummary } from '../index/ranking/query.ts';
import { savedSearchesBeginning } from '../saved-searches/list-saved-searches.ts';
import { searcherOf } from '../search-documents.ts';

export interface SearchSuggestion {
  readonly text: string;
  readonly kind: 'COMPLETION' | 'DOCUMENT' | 'RECENT' | 'SAVED';
  readonly document: DocumentSummary | null;
}

const prefixLengthMax = 200;
const suggestionsMax = 50;

/** What somebody who has written so far may want: their own last queries, saved searches, documents by name, words. */
export async function suggestSearches(context: Context, prefix: string, first: number): Promise<SearchSuggestion[]> {
  const { viewer, index, recent } = context;
  const organizationId = searcherOf(viewer);
  if (first < 0 || first > suggestionsMax)
    throw BadUserInputError.of(['first'], 'OUT_OF_RANGE', `first is between 0 and ${suggestionsMax}`);
  if (prefix.length > prefixLengthMax)
    throw BadUserInputError.of(['prefix'], 'TOO_LONG', `prefix has ${prefixLengthMax} characters at most`);
  const beginning = prefix.trimStart();
  if (beginning.trim() === '' || first === 0) return [];
  const share = Math.ceil(first / 4);
  const own = viewer.kind === 'user' ? recent.beginning(organizationId, viewer.userId, beginning, share) : [];
  const [saved, { documents, completions }] = await Promise.all([
    savedSearchesBeginning(context, beginning.trimEnd(), share),
    index.suggest(organizationId, personOf(viewer), beginning, first),
  ]);
  const byKind = {
    own: own.map((text): SearchSuggestion => ({ text, kind: 'RECENT', document: null })),
    saved: saved.map(({ query }): SearchSuggestion => ({ text: query, kind: 'SAVED', document: null })),
    documents: documents.map((document): SearchSuggestion => ({ text: document.title, kind: 'DOCUMENT', document })),
    words: completions.map((text): SearchSuggestion => ({ text, kind: 'COMPLETION', document: null })),
  };
  const named = Math.ceil((first - byKind.own.length - byKind.saved.length) / 2);
  const ordered = [...byKind.own, ...byKind.saved, ...byKind.documents.slice(0, named), ...byKind.words, ...byKind.documents.slice(named)];
  const seen = new Set<string>();
  return ordered
    .filter(({ kind, text, document }) => {
      const key = document === null ? text.toLowerCase() : `${kind}/${document.documentId}`;
      return !seen.has(key) && seen.add(key) !== undefined;
    })
    .slice(0, first);
}
