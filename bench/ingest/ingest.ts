import { setTimeout as sleep } from 'node:timers/promises';
import { operations } from '@conhub/cli';
import { type RealDocument, realDocuments, writeDocuments } from '../corpus/real-text.ts';
import { type MeasuredHub, addSearchable, withHub } from '../hub/hub.ts';
import { processTree, proportionalBytes, watchMemory } from '../measure/memory.ts';
import { processorMs } from '../measure/processor.ts';
import { type Report, atLeast, atMost, below, figure } from '../report/figure.ts';
import { estimateTokens } from '../../subgraphs/search/src/chunking/token-estimate.ts';
import { runBareLoop } from './bare-loop.ts';

const mebibyte = 2 ** 20;

/** From the beginning of the sync (the source is there) until search holds the first document whole. Milliseconds. */
async function untilFirst({ client }: MeasuredHub): Promise<number> {
  for (let startedMs = Number.NaN; ; await sleep(50)) {
    const { organization } = await client.execute(operations.StatusDocument, { first: 10 });
    if (Number.isNaN(startedMs) && (organization?.sources?.totalCount ?? 0) > 0) startedMs = performance.now();
    if (organization?.sources?.nodes.some(({ indexing }) => (indexing?.indexed ?? 0) > 0)) return performance.now() - startedMs;
  }
}

/**
 * Reading, cutting, embedding and indexing real text, against the model alone over the same texts. The bare loop runs half before and
 * half after, so that a machine that becomes slower or faster meanwhile does not decide. A million tokens take about a minute on two cores, and
 * as much in the bare loop.
 */
export async function benchIngest(tokensWanted = 1_000_000): Promise<Report> {
  const { documents, texts } = chooseDocuments(tokensWanted);
  return withHub(async (hub) => {
    const { process: conhub } = hub;
    writeDocuments(conhub.filesFolder, documents);
    await sleep(3_000);
    const atRest = proportionalBytes(processTree(conhub.pid));
    const before = await runBareLoop(texts.filter((_, index) => index % 2 === 0));

    const memory = watchMemory(conhub.pid);
    const { textsEmbedded, tokensEmbedded } = await conhub.observe();
    await conhub.resetDelay();
    const processorBefore = processorMs(processTree(conhub.pid));
    const [{ elapsedMs }, firstMs] = await Promise.all([addSearchable(hub, conhub.filesFolder), untilFirst(hub)]);
    const usedMs = processorMs(processTree(conhub.pid)) - processorBefore;
    const seen = await conhub.observe();
    memory.stop();
    const tokens = seen.tokensEmbedded - tokensEmbedded;

    const after = await runBareLoop(texts.filter((_, index) => index % 2 === 1));
    await sleep(3_000);
    const afterwards = proportionalBytes(processTree(conhub.pid));
    const bareTokens = before.tokens + after.tokens;
    const bareRate = bareTokens / ((before.elapsedMs + after.elapsedMs) / 1_000);
    const rate = tokens / (elapsedMs / 1_000);
    return {
      bench: 'ingest',
      figures: [
        figure('documents', documents.length),
        figure('texts embedded', seen.textsEmbedded - textsEmbedded),
        figure('texts of the bare loop', texts.length),
        figure('tokens', tokens),
        figure('until the first document can be found', firstMs, 'ms', atMost(3_000)),
        figure('documents per second', documents.length / (elapsedMs / 1_000), 'documents/s'),
        figure('tokens per second', rate, 'tokens/s'),
        figure('bare loop, tokens per second', bareRate, 'tokens/s'),
        figure('tokens per second / bare loop', rate / bareRate, '', atLeast(0.9)),
        figure('CPU per token / bare loop', usedMs / tokens / ((before.processorMs + after.processorMs) / bareTokens)),
        figure('bare loop, second half / first half', after.tokens / after.elapsedMs / (before.tokens / before.elapsedMs)),
        figure('event loop delay p50', seen.eventLoopDelayMs.p50, 'ms'),
        figure('event loop delay p99', seen.eventLoopDelayMs.p99, 'ms', below(50)),
        figure('event loop delay max', seen.eventLoopDelayMs.max, 'ms'),
        figure('memory at rest (PSS)', atRest / mebibyte, 'MiB', below(1_024)),
        figure('memory at peak (PSS)', memory.peak() / mebibyte, 'MiB'),
        figure('memory at rest after it (PSS)', afterwards / mebibyte, 'MiB', below(1_024)),
      ],
    };
  });
}

function chooseDocuments(tokensWanted: number): { readonly documents: readonly RealDocument[]; readonly texts: readonly string[] } {
  const documents: RealDocument[] = [];
  const texts = new Set<string>();
  let tokens = 0;
  for (const document of realDocuments()) {
    documents.push(document);
    for (const text of document.embeddedTexts) {
      if (texts.has(text)) continue;
      texts.add(text);
      tokens += Math.min(256, estimateTokens(text));
    }
    if (tokens >= tokensWanted) break;
  }
  return { documents, texts: [...texts] };
}
