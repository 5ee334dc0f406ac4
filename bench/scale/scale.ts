import { rmSync } from 'node:fs';
import { createClient } from '@conhub/cli';
import { type HubProcess, startHubProcess } from '../hub/hub-process.ts';
import { modelLoaded, operatorOf, setUp } from '../hub/hub.ts';
import { processTree, proportionalBytes } from '../measure/memory.ts';
import { quantile } from '../measure/quantiles.ts';
import { type Figure, type Report, atMost, figure } from '../report/figure.ts';
import { type BaseTexts, readBaseTexts, scaleDocuments } from './derived-text.ts';
import { type VectorOf, derivedVectors } from './derived-vectors.ts';
import { writePlot } from './plot.ts';
import { queriesFrom, search, termsMax, untilFirstAnswer, whoAsks } from './queries.ts';
import { openIndexWriter } from './write-index.ts';

/** Chunks whose vectors the model makes. */
const realChunks = 3_000;
const sizes = [10_000, 100_000, 300_000] as const;
const shares = [0.01, 0.1, 0.9] as const;
const queriesPerLength = 20;
const warmUps = 16;
/** For 100,000 chunks. */
const p95Max = 50;
const lexicalLegMax = 10;
const coldStartMax = 2_000;

/**
 * 10,000, 100,000 and 300,000 chunks in one organization under 5,000 access sets, asked through HTTP and the router by somebody who may see
 * 1 %, 10 % and 90 %. Above 3,000 chunks vectors and texts are derived from real ones.
 */
export async function benchScale(): Promise<Report> {
  const base = readBaseTexts(realChunks);
  let hub: HubProcess = await startHubProcess();
  const { folder } = hub;
  try {
    const { client, apiKey, operator } = await setUp(hub);
    const { userId, organizationId } = await whoAsks(operator.client);
    const vectorOf = await derivedVectors(client, base.embeddedTexts, (done) =>
      say(`embedding ${done} of ${base.embeddedTexts.length} real texts`),
    );
    const figures: Figure[] = [];
    const curves = new Map<number, { chunks: number; ms: number }[]>(shares.map((share) => [share, []]));
    let written = 0;
    for (const size of sizes) {
      for (const [turn, share] of shares.entries()) {
        await hub.stop(true);
        const chunks = await write({ hub, base, vectorOf, userId, organizationId, size, share, from: turn === 0 ? written : null });
        if (turn === 0) written = size;
        hub = await startHubProcess(folder);
        const asked = await ask(hub, apiKey, base);
        const name = `${size.toLocaleString('en')} chunks, derived vectors`;
        const limit = size === 100_000 ? p95Max : null;
        if (turn === 0) {
          figures.push(
            figure(`${name}: chunks`, chunks.chunkCount),
            figure(`${name}: documents`, chunks.documentCount),
            figure(`${name}: index files`, chunks.sizeBytes / 2 ** 20, 'MiB'),
            figure(`${name}: start until listening`, hub.startedInMs, 'ms'),
            figure(`${name}: index opened and first answer`, asked.firstAnswerMs, 'ms', size === 100_000 ? atMost(coldStartMax) : null),
            figure(`${name}: memory (PSS)`, proportionalBytes(processTree(hub.pid)) / 2 ** 20, 'MiB'),
          );
        }
        for (const mode of ['HYBRID', 'LEXICAL', 'SEMANTIC'] as const) {
          const times = asked.times.get(mode) ?? [];
          figures.push(
            figure(`${name}, ${share * 100} % visible: ${mode.toLowerCase()} p50`, quantile(times, 0.5), 'ms'),
            figure(`${name}, ${share * 100} % visible: ${mode.toLowerCase()} p95`, quantile(times, 0.95), 'ms', limit && atMost(limit)),
          );
        }
        figures.push(
          figure(
            `${name}, ${share * 100} % visible: the words' leg alone p95`,
            quantile(chunks.lexicalMs, 0.95),
            'ms',
            limit && atMost(lexicalLegMax),
          ),
          figure(`${name}, ${share * 100} % visible: the vectors' leg alone p95`, quantile(chunks.denseMs, 0.95), 'ms'),
        );
        say(
          figures
            .slice(-10)
            .map(({ name: what, value, unit }) => `${what} ${value.toFixed(1)} ${unit}`)
            .join('\n  '),
        );
        curves.get(share)?.push({ chunks: chunks.chunkCount, ms: quantile(asked.times.get('HYBRID') ?? [], 0.95) });
      }
    }
    writePlot('scale.svg', {
      title: 'Hybrid search through the router, p95',
      x: 'chunks (vectors derived from real ones)',
      y: 'ms',
      curves: [...curves].map(([share, points]) => ({
        name: `${share * 100} % visible`,
        points: points.map(({ chunks, ms }) => [chunks, ms] as const),
      })),
    });
    return { bench: 'scale', figures };
  } finally {
    await hub.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const say = (message: string): void => void process.stderr.write(`  ${message}\n`);

interface Writing {
  readonly hub: HubProcess;
  readonly base: BaseTexts;
  readonly vectorOf: VectorOf;
  readonly userId: string;
  readonly organizationId: string;
  readonly size: number;
  readonly share: number;
  /** Chunks that are there already; null: nothing is to be added. */
  readonly from: number | null;
}

async function write({ hub, base, vectorOf, userId, organizationId, size, share, from }: Writing) {
  const writer = openIndexWriter(hub.dataFolder, organizationId, vectorOf);
  try {
    if (from !== null) {
      const startedMs = await writer.add(scaleDocuments(base, size));
      say(`${size.toLocaleString('en')} chunks written in ${(startedMs / 1_000).toFixed(0)} s`);
    }
    writer.show(userId, share);
    const drawQuery = queriesFrom(base, 3);
    const queries = Array.from({ length: warmUps + queriesPerLength * termsMax }, (_, index) => drawQuery(1 + (index % termsMax)));
    return {
      ...writer.statistics(),
      lexicalMs: writer.lexicalLeg(userId, queries).slice(warmUps),
      // A vector of no text that is there: a real one, moved.
      denseMs: writer.denseLeg(userId, queries.map(vectorOf)).slice(warmUps),
    };
  } finally {
    await writer.close();
  }
}

interface Asked {
  readonly firstAnswerMs: number;
  readonly times: ReadonlyMap<string, readonly number[]>;
}

async function ask(hub: HubProcess, apiKey: string, base: BaseTexts): Promise<Asked> {
  const operator = operatorOf(hub);
  const client = createClient({ url: operator.client.url, token: async () => apiKey, organization: null });
  const drawQuery = queriesFrom(base);
  const firstAnswerMs = await untilFirstAnswer(client);
  await modelLoaded(operator.client);
  const modes = ['HYBRID', 'LEXICAL', 'SEMANTIC'] as const;
  for (let index = 0; index < warmUps; index++) for (const mode of modes) await search(client, drawQuery(1 + (index % termsMax)), mode);
  const times = new Map<string, number[]>(modes.map((mode) => [mode, []]));
  for (let index = 0; index < queriesPerLength * termsMax; index++) {
    for (const mode of modes) {
      const askedMs = performance.now();
      await search(client, drawQuery(1 + (index % termsMax)), mode);
      times.get(mode)?.push(performance.now() - askedMs);
    }
  }
  return { firstAnswerMs, times };
}
