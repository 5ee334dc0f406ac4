import { operations } from '@conhub/cli';
import { writeDocuments } from '../corpus/real-text.ts';
import { type MeasuredHub, addSearchable, indexedCounts, withHub } from '../hub/hub.ts';
import { quantile } from '../measure/quantiles.ts';
import { type Figure, type Limit, type Report, atLeast, figure } from '../report/figure.ts';
import { documentFiles } from './document-files.ts';
import { hasRelevant, scoreRun } from './metrics.ts';
import type { TestQuery, TestSet } from './test-set.ts';

const modes = ['LEXICAL', 'SEMANTIC', 'HYBRID'] as const;
type Mode = (typeof modes)[number];

/** What HYBRID must reach on the development sets, by the folder's name. */
const hybridLimits: Readonly<Record<string, Limit>> = { cranfield: atLeast(0.43), cacm: atLeast(0.555), 'cosqa-dev': atLeast(0.605) };

interface Found {
  readonly search: {
    readonly nodes: readonly { readonly document: { readonly path: string } | null }[];
    readonly degraded: readonly { readonly problem: { readonly message: string } }[];
  } | null;
}

const Ranking = new operations.TypedDocumentString<Found, { query: string; mode: Mode }>(
  'query Ranking($query: String!, $mode: SearchMode!) { search(query: $query, mode: $mode, first: 100) { nodes { document { path } } degraded { problem { message } } } }',
);

/** `Query.search` takes as many characters. */
const queryLengthMax = 1_000;

/** A test set through connect, sync, index and `Query.search`: every query in every mode. */
export async function benchRetrieval(set: TestSet): Promise<Report> {
  const files = documentFiles(set.documents, set.layout);
  const queries = set.queries.filter(({ id }) => hasRelevant(set.judgements.get(id) ?? new Map<string, number>()));
  return withHub(async (hub) => {
    const root = hub.process.filesFolder;
    writeDocuments(
      root,
      files.map(({ path, content }) => ({ path, text: content })),
    );
    const { elapsedMs } = await addSearchable(hub, root);
    const { documents, chunks } = await indexedCounts(hub);
    const documentIds = new Map(files.map(({ path, documentId }) => [path, documentId]));
    const answers = await ask(hub, queries, documentIds);
    return {
      bench: `retrieval ${set.name}`,
      figures: [
        figure('documents', set.documents.length),
        figure('documents found in the index', documents),
        figure('chunks', chunks),
        figure('queries', queries.length),
        figure('until searchable', elapsedMs / 1_000, 's'),
        ...modes.flatMap((mode) => figuresOf(mode, answers[mode], set)),
      ],
    };
  });
}

interface Answers {
  /** Document ids, best first, by query id. */
  readonly rankings: Map<string, readonly string[]>;
  readonly latenciesMs: number[];
}

/** The modes take turns, so that a slow moment of the machine is shared by all. */
async function ask(
  { client }: MeasuredHub,
  queries: readonly TestQuery[],
  documentIds: ReadonlyMap<string, string>,
): Promise<Record<Mode, Answers>> {
  const empty = (): Answers => ({ rankings: new Map(), latenciesMs: [] });
  const answers: Record<Mode, Answers> = { LEXICAL: empty(), SEMANTIC: empty(), HYBRID: empty() };
  // The first queries compile and fill caches: they count for nobody's latency.
  for (const { text } of queries.slice(0, 5)) for (const mode of modes) await client.execute(Ranking, { query: cut(text), mode });
  for (const { id, text } of queries) {
    for (const mode of modes) {
      const startedMs = performance.now();
      const { search } = await client.execute(Ranking, { query: cut(text), mode });
      answers[mode].latenciesMs.push(performance.now() - startedMs);
      if (search === null) throw new Error('The search was not answered');
      const [leg] = search.degraded;
      if (leg !== undefined) throw new Error(`A leg did not take part: ${leg.problem.message}`);
      answers[mode].rankings.set(
        id,
        search.nodes.flatMap(({ document }) => (document === null ? [] : [documentIds.get(document.path) ?? document.path])),
      );
    }
  }
  return answers;
}

function figuresOf(mode: Mode, { rankings, latenciesMs }: Answers, { name, judgements }: TestSet): Figure[] {
  const label = mode.toLowerCase();
  // Judged queries that the set does not hold are nobody's fault.
  const asked = new Map([...judgements].filter(([queryId]) => rankings.has(queryId)));
  const { ndcg, recall, reciprocalRank } = scoreRun(rankings, asked);
  return [
    figure(`${label} nDCG@10`, ndcg, '', mode === 'HYBRID' ? (hybridLimits[name] ?? null) : null),
    figure(`${label} Recall@100`, recall),
    figure(`${label} MRR@10`, reciprocalRank),
    figure(`${label} latency p50`, quantile(latenciesMs, 0.5), 'ms'),
    figure(`${label} latency p95`, quantile(latenciesMs, 0.95), 'ms'),
  ];
}

/** At the end of a word. */
function cut(query: string): string {
  if (query.length <= queryLengthMax) return query;
  const start = query.slice(0, queryLengthMax);
  return start.replace(/\s+\S*$/, '') || start;
}
