import type { Data, TestGraph } from './graph.ts';
import type { Person } from './people.ts';

/** What a person reads, by each way there is: `source path: text` of every document. */
export interface Views {
  readonly documents: Readonly<Record<string, readonly string[]>>;
  readonly estimates: Readonly<Record<string, number>>;
  /** What the facets count. */
  readonly counts: Readonly<Record<string, number>>;
  /** What is near to a document that is read. */
  readonly related: readonly string[];
  /** Whether the topic is offered to somebody who writes its beginning. */
  readonly isOffered: boolean;
  readonly sources: readonly string[];
  readonly runs: readonly string[];
}

export interface Known {
  /** A word that stands in every document. */
  readonly topic: string;
  readonly sourceIds: readonly string[];
  readonly runIds: readonly string[];
  readonly documentIds: readonly string[];
}

const shown = `id path state source { id } text { content }`;
const hits = `totalEstimate facets(fields: [SOURCE, AUTHOR], first: 100) { values { value count document { ${shown} } } }
  nodes { id document { ${shown} } duplicates { totalCount nodes(first: 50) { ${shown} } } }`;

/** Root fields of one operation. */
const fieldsAtOnce = 15;

const modes = ['lexical', 'semantic', 'hybrid', 'everything'] as const;

const operation = `query ($topic: String!, $beginning: String!, $sources: [ID!]!, $runs: [ID!]!, $documents: [ID!]!, $all: [ID!]!) {
  lexical: search(query: $topic, mode: LEXICAL, first: 50, filter: { sourceIds: $sources }) { ${hits} }
  semantic: search(query: $topic, mode: SEMANTIC, first: 50, filter: { sourceIds: $sources }) { ${hits} }
  hybrid: search(query: $topic, mode: HYBRID, first: 50, filter: { sourceIds: $sources }) { ${hits} }
  everything: search(query: $topic, mode: LEXICAL, first: 50) { ${hits} }
  nodes(ids: $documents) { id ... on Document { path state source { id } text { content } related(first: 20) { document { ${shown} } } } }
  completions: searchSuggestions(prefix: $beginning, first: 20) { text kind }
  sources: nodes(ids: $sources) { id }
  runs: nodes(ids: $runs) { id }
  things: nodes(ids: $all) { id }
  organization { documents(first: 100, filter: { query: ".md" }) { nodes { id path state source { id } text { content } } } }
}`;

/** Looks with a person's eyes, along every path at once. */
export async function look(graph: TestGraph, person: Person, known: Known): Promise<Views> {
  const { topic, sourceIds: sources, runIds: runs, documentIds: documents } = known;
  const { data, errors } = await graph.run(person, operation, {
    topic,
    // No query of theirs begins so: what is offered comes from documents. `md` stands in every title.
    beginning: `md ${topic.slice(0, -1)}`,
    sources,
    runs,
    documents,
    all: [...sources, ...runs, ...documents],
  });
  const unexpected = errors.filter(({ extensions }) => !['FORBIDDEN', 'UNAUTHENTICATED'].includes(String(extensions['code'])));
  if (unexpected.length > 0) throw new Error(unexpected.map(({ message, path }) => `${message} at ${path?.join('.')}`).join('\n'));
  const name = (document: Data): string => `${document?.source?.id} ${document?.path}: ${document?.text?.content?.trim()}`;
  const ofRun = (document: Data): boolean => document?.source === null || sources.includes(document?.source?.id as string);
  const named = (found: readonly Data[]): string[] =>
    found
      .filter((document) => document !== null && document.state !== 'DELETED')
      .map(name)
      .toSorted();
  const ids = (found: readonly Data[] | null): string[] =>
    (found ?? []).flatMap((node) => (node === null ? [] : [node.id as string])).toSorted();
  // A hit whose document is hidden has shown its passages already: it counts.
  const hitsOf = (connection: Data): string[] =>
    (connection?.nodes ?? [])
      .flatMap(({ document, duplicates }: Data) => [document, ...duplicates.nodes])
      .map(name)
      .toSorted();
  const estimateOf = (connection: Data): number =>
    (connection?.totalEstimate ?? 0) +
    (connection?.nodes ?? []).reduce((sum: number, { duplicates }: Data) => sum + duplicates.totalCount, 0);
  const countsOf = (connection: Data): number =>
    (connection?.facets ?? [])
      .flatMap(({ values }: Data) => values)
      .reduce((sum: number, { value, count }: Data) => (sources.includes(value as string) ? sum + count : sum), 0);
  return {
    documents: {
      lexical: hitsOf(data?.lexical),
      semantic: hitsOf(data?.semantic),
      hybrid: hitsOf(data?.hybrid),
      everything: hitsOf(data?.everything),
      nodes: named(data?.nodes ?? []),
      list: named((data?.organization?.documents?.nodes ?? []).filter(ofRun)),
    },
    estimates: Object.fromEntries(modes.map((mode) => [mode, estimateOf(data?.[mode])])),
    counts: Object.fromEntries(modes.map((mode) => [mode, countsOf(data?.[mode])])),
    related: (data?.nodes ?? []).flatMap((node: Data) =>
      (node?.related ?? [])
        .map(({ document }: Data) => document)
        .filter(ofRun)
        .map(name),
    ),
    isOffered: (data?.completions ?? []).some(({ kind, text }: Data) => kind === 'COMPLETION' && text === `md ${topic}`),
    sources: ids(data?.sources),
    runs: ids(data?.runs),
  };
}

/** By id, a field for each: `document`, `source`, `syncRun`. Answers the ids that are there. */
export async function fetchable(graph: TestGraph, person: Person, { sourceIds, runIds, documentIds }: Known): Promise<string[]> {
  const asked = [
    ...sourceIds.map((id) => ({ id, field: 'source' })),
    ...runIds.map((id) => ({ id, field: 'syncRun' })),
    ...documentIds.map((id) => ({ id, field: 'document' })),
  ];
  const found: string[] = [];
  // Together as often as the edge allows: one request each would be most of the time that this test takes.
  for (let from = 0; from < asked.length; from += fieldsAtOnce) {
    const some = asked.slice(from, from + fieldsAtOnce);
    const { data } = await graph.run(
      person,
      `query (${some.map((_, nth) => `$i${nth}: ID!`).join(', ')}) { ${some.map(({ field }, nth) => `t${nth}: ${field}(id: $i${nth}) { id }`).join(' ')} }`,
      Object.fromEntries(some.map(({ id }, nth) => [`i${nth}`, id])),
    );
    for (const thing of Object.values(data ?? {}) as Data[]) if (thing) found.push(thing.id as string);
  }
  return found.toSorted();
}
