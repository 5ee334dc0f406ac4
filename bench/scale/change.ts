import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, createClient } from '@conhub/cli';
import { writeDocuments } from '../corpus/real-text.ts';
import { type HubProcess, startHubProcess } from '../hub/hub-process.ts';
import { type MeasuredHub, addSearchable, indexedCounts, modelLoaded, operatorOf, setUp, syncAgain } from '../hub/hub.ts';
import { quantile } from '../measure/quantiles.ts';
import { type Report, atMost, figure } from '../report/figure.ts';
import { readBaseTexts, scaleDocuments } from './derived-text.ts';
import { derivedVectors } from './derived-vectors.ts';
import { queriesFrom, search, termsMax, whoAsks } from './queries.ts';
import { openIndexWriter } from './write-index.ts';

const realChunks = 800;
const indexedChunks = 100_000;
/** They come, and then all of them are changed: a fifth of the index. */
const changedChunks = 10_000;
const quietSearches = 400;
/** Somebody who asks now and then: the searches themselves are no load to speak of. */
const pauseMs = 50;

/**
 * A fifth of 100,000 chunks comes and changes through the whole pipeline (folder, extraction, chunks, ConHub's own model) while
 * searches go on. The 100,000 were written beforehand, with vectors derived from real ones.
 */
export async function benchChange(): Promise<Report> {
  const base = readBaseTexts(realChunks);
  let process: HubProcess = await startHubProcess();
  const { folder } = process;
  try {
    const { client: embedding, apiKey, operator: first } = await setUp(process);
    const { userId, organizationId } = await whoAsks(first.client);
    const vectorOf = await derivedVectors(embedding, base.embeddedTexts, () => {});
    await process.stop(true);
    const writer = openIndexWriter(process.dataFolder, organizationId, vectorOf);
    await writer.add(scaleDocuments(base, indexedChunks));
    writer.show(userId, 0.9);
    await writer.close();
    process = await startHubProcess(folder);
    const operator = operatorOf(process);
    await modelLoaded(operator.client);
    const client = createClient({ url: operator.client.url, token: async () => apiKey, organization: null });
    const hub: MeasuredHub = { process, operator, client };

    const ask = searcher(client, queriesFrom(base));
    await ask.times(100);
    const quiet = await ask.times(quietSearches);
    const before = await indexedCounts(hub);
    const files = [...scaleDocuments(base, changedChunks, { seed: 5, isDerived: true })];
    writeDocuments(process.filesFolder, files);
    const came = await ask.during(addSearchable(hub, process.filesFolder));
    const arrived = await indexedCounts(hub);
    writeDocuments(process.filesFolder, scaleDocuments(base, changedChunks, { seed: 6, isDerived: true }));
    const changed = await ask.during(syncAgain(hub, came.result));
    const after = await indexedCounts(hub);
    const busy = [...came.times, ...changed.times];
    const quietP95 = quantile(quiet, 0.95);
    return {
      bench: 'change',
      figures: [
        figure('chunks before, derived vectors', before.chunks),
        figure('chunks that came', arrived.chunks - before.chunks),
        figure('files', files.length),
        figure('documents that came and can be found', arrived.documents - before.documents),
        figure('documents lost by the change', arrived.documents - after.documents, '', atMost(0)),
        figure('until all that came can be found', came.result.elapsedMs / 1_000, 's'),
        figure('until all that changed can be found', changed.result.elapsedMs / 1_000, 's'),
        figure('searches meanwhile', busy.length),
        figure('hybrid p50, quiet', quantile(quiet, 0.5), 'ms'),
        figure('hybrid p50, meanwhile', quantile(busy, 0.5), 'ms'),
        figure('hybrid p95, quiet', quietP95, 'ms'),
        figure('hybrid p95, meanwhile', quantile(busy, 0.95), 'ms'),
        figure('hybrid p95, meanwhile : quiet', quantile(busy, 0.95) / quietP95, '', atMost(2)),
      ],
    };
  } finally {
    await process.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function searcher(client: Client, drawQuery: (terms: number) => string) {
  let asked = 0;
  async function one(): Promise<number> {
    const askedMs = performance.now();
    await search(client, drawQuery(1 + (asked++ % termsMax)), 'HYBRID');
    const elapsedMs = performance.now() - askedMs;
    await sleep(pauseMs);
    return elapsedMs;
  }
  return {
    async times(count: number): Promise<number[]> {
      const times: number[] = [];
      for (let index = 0; index < count; index++) times.push(await one());
      return times;
    },
    /** Searches until the work is done. */
    async during<Result>(work: Promise<Result>): Promise<{ readonly result: Result; readonly times: readonly number[] }> {
      let isDone = false;
      const done = work.finally(() => (isDone = true));
      // Its failure is thrown below, not in the midst of the searches.
      done.catch(() => {});
      const times: number[] = [];
      while (!isDone) times.push(await one());
      return { result: await done, times };
    },
  };
}
