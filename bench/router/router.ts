import { isDeepStrictEqual } from 'node:util';
import { median } from '../measure/quantiles.ts';
import { type Figure, type Report, figure } from '../report/figure.ts';
import { type Contender, createGateway, createOurs } from './contenders.ts';
import { type Subgraphs, createSubgraphs, freshMark, readProject } from './subgraphs.ts';

interface Shape {
  readonly name: string;
  readonly query: string;
  /** Requests of a round with one text, and with a new text each. */
  readonly warm: number;
  readonly unseen: number;
}

const shapes: readonly Shape[] = [
  { name: 'heavy', query: readProject('schema/operations/03-everything.graphql'), warm: 30, unseen: 8 },
  { name: 'simple', query: readProject('schema/operations/02-search-joined.graphql'), warm: 200, unseen: 30 },
];
const rounds = 9;

/**
 * CPU that the router itself needs for a request, ours and plain `@apollo/gateway` in turns in one process, over the same subgraphs in
 * memory, whose own cost is taken off. Garbage collection and compilation of the process count.
 */
export async function benchRouter(): Promise<Report> {
  const subgraphs = createSubgraphs();
  const ours = createOurs(subgraphs);
  const gateway = await createGateway(subgraphs);
  const figures: Figure[] = [];
  try {
    for (const shape of shapes) figures.push(...(await compare(shape, ours, gateway, subgraphs)));
  } finally {
    await gateway.stop();
    await ours.stop();
  }
  return { bench: 'router', figures };
}

async function compare({ name, query, warm, unseen }: Shape, ours: Contender, gateway: Contender, subgraphs: Subgraphs): Promise<Figure[]> {
  subgraphs.take();
  const [answer, oursFetches] = [await ours.answer(query), subgraphs.take().fetches];
  const [reference, gatewayFetches] = [await gateway.answer(query), subgraphs.take().fetches];
  if (!isDeepStrictEqual(JSON.parse(answer), JSON.parse(reference))) throw new Error(`The routers do not answer ${name} alike`);

  let texts = 0;
  const newText = (): string => query.replace(/query: "/, `query: "${freshMark}${texts++} `);
  const perRequest = (contender: Contender, count: number, text: () => string) => cpuPerRequest(contender, count, text, subgraphs);
  const measured = { warm: { ours: [] as number[], gateway: [] as number[] }, unseen: { ours: [] as number[], gateway: [] as number[] } };
  // The first round of each compiles the code, and is left out.
  for (let round = 0; round <= rounds; round++) {
    const warmed = { ours: await perRequest(ours, warm, () => query), gateway: await perRequest(gateway, warm, () => query) };
    const fresh = { ours: await perRequest(ours, unseen, newText), gateway: await perRequest(gateway, unseen, newText) };
    if (round === 0) continue;
    for (const who of ['ours', 'gateway'] as const) {
      measured.warm[who].push(warmed[who]);
      measured.unseen[who].push(fresh[who]);
    }
  }
  const of = (label: string, { ours, gateway }: { ours: number[]; gateway: number[] }): Figure[] => [
    figure(`${name}, ${label}: ours`, median(ours), 'CPU ms'),
    figure(`${name}, ${label}: @apollo/gateway`, median(gateway), 'CPU ms'),
    figure(`${name}, ${label}: ours / @apollo/gateway`, median(ours) / median(gateway)),
  ];
  return [
    figure(`${name}: size of the answer`, answer.length / 1_000, 'kB'),
    figure(`${name}: fetches, ours`, oursFetches),
    figure(`${name}: fetches, @apollo/gateway`, gatewayFetches),
    ...of('warm', measured.warm),
    ...of('text never seen', measured.unseen),
    figure(`${name}: text never seen / warm, ours`, median(measured.unseen.ours) / median(measured.warm.ours)),
  ];
}

/** Milliseconds, without what the subgraphs used. */
async function cpuPerRequest(contender: Contender, count: number, text: () => string, subgraphs: Subgraphs): Promise<number> {
  subgraphs.take();
  const before = process.cpuUsage();
  for (let request = 0; request < count; request++) await contender.answer(text());
  const { user, system } = process.cpuUsage(before);
  return ((user + system) / 1_000 - subgraphs.take().cpuMs) / count;
}
