import { operations } from '@conhub/cli';
import { type RealDocument, realDocuments, writeDocuments } from '../corpus/real-text.ts';
import { addSearchable, indexedCounts, withHub } from '../hub/hub.ts';
import { createDraws } from '../measure/draws.ts';
import { quantile } from '../measure/quantiles.ts';
import { type Report, atMost, figure } from '../report/figure.ts';

const { SearchDocument, TypedDocumentString } = operations;
const modes = ['HYBRID', 'LEXICAL', 'SEMANTIC'] as const;

const termsMax = 8;
const queriesPerLength = 25;
const warmUps = 24;

const Nothing = new TypedDocumentString<{ __typename: string }, Record<string, never>>('{ __typename }');

/** The search that the CLI sends (ten hits with passages), through HTTP and the router, over 10,000 chunks of real text. */
export async function benchSearch(chunksWanted = 10_000): Promise<Report> {
  const documents = chooseDocuments(chunksWanted);
  const drawQuery = queriesFrom(documents);
  return withHub(async (hub) => {
    const { client } = hub;
    writeDocuments(hub.process.filesFolder, documents);
    await addSearchable(hub, hub.process.filesFolder);
    const { chunks } = await indexedCounts(hub);
    const timed = async (ask: () => Promise<unknown>): Promise<number> => {
      const startedMs = performance.now();
      await ask();
      return performance.now() - startedMs;
    };
    const search = async (query: string, mode: (typeof modes)[number]): Promise<void> => {
      const { search: found } = await client.execute(SearchDocument, { query, mode, first: 10 });
      if (!found || found.degraded.length > 0) throw new Error(`The search was not answered whole: ${JSON.stringify(found?.degraded)}`);
    };
    for (let index = 0; index < warmUps; index++) for (const mode of modes) await search(drawQuery(1 + (index % termsMax)), mode);
    const latencies = new Map<string, number[]>(modes.map((mode) => [mode, []]));
    const wire: number[] = [];
    // In turns, and each text once: a slow moment is shared by all, and nothing is answered from a cache.
    for (let index = 0; index < queriesPerLength * termsMax; index++) {
      for (const mode of modes) {
        const query = drawQuery(1 + (index % termsMax));
        latencies.get(mode)?.push(await timed(() => search(query, mode)));
      }
      wire.push(await timed(() => client.execute(Nothing, {})));
    }
    return {
      bench: 'search',
      figures: [
        figure('documents', documents.length),
        figure('chunks', chunks),
        figure('queries of each mode', queriesPerLength * termsMax),
        ...[...latencies].flatMap(([mode, values]) => [
          figure(`${mode.toLowerCase()} p50`, quantile(values, 0.5), 'ms'),
          figure(`${mode.toLowerCase()} p95`, quantile(values, 0.95), 'ms', atMost(100)),
        ]),
        figure('a request without a search p50', quantile(wire, 0.5), 'ms'),
        figure('a request without a search p95', quantile(wire, 0.95), 'ms'),
      ],
    };
  });
}

function chooseDocuments(chunksWanted: number): RealDocument[] {
  const documents: RealDocument[] = [];
  let chunks = 0;
  for (const document of realDocuments()) {
    documents.push(document);
    chunks += document.chunkTexts.length;
    if (chunks >= chunksWanted) break;
  }
  return documents;
}

/** Words of one passage, as one asks for something one remembers. */
function queriesFrom(documents: readonly RealDocument[]): (terms: number) => string {
  const draw = createDraws(2);
  const passages = documents
    .flatMap(({ chunkTexts }) => chunkTexts.map((text) => [...new Set(text.match(/\p{L}{3,}/gu) ?? [])]))
    .filter((words) => words.length >= termsMax);
  return (terms) => {
    const words = [...(passages[Math.floor(draw() * passages.length)] ?? [])];
    return Array.from({ length: terms }, () => words.splice(Math.floor(draw() * words.length), 1)[0]).join(' ');
  };
}
