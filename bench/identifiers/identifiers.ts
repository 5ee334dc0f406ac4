import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { operations } from '@conhub/cli';
import { writeDocuments } from '../corpus/real-text.ts';
import { addSearchable, indexedCounts, withHub } from '../hub/hub.ts';
import { createDraws, shuffled } from '../measure/draws.ts';
import { quantile } from '../measure/quantiles.ts';
import { type Report, atLeast, figure } from '../report/figure.ts';
import { type NamedDefinition, clearNames, declaredNames } from './declared-names.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const ownFolders = ['router', 'standalone', 'cli', 'subgraphs', 'packages', 'tools'];
const typingsLengthMax = 2_000_000;
const fileBytesMax = 200_000;

/** How many names are asked for: most as they are written at the top level, the way people paste them. */
const asked: Readonly<Record<NamedDefinition['kind'], number>> = { 'top level': 400, member: 80, 'qualified member': 60, 'other case': 60 };

interface Found {
  readonly search: {
    readonly nodes: readonly {
      readonly document: { readonly path: string } | null;
      readonly passages: readonly { readonly location: { readonly startLine: number | null; readonly endLine: number | null } }[];
    }[];
  } | null;
}

const Definition = new operations.TypedDocumentString<Found, { query: string }>(
  'query Definition($query: String!) { search(query: $query, first: 10) { nodes { document { path } passages(first: 1) { location { startLine endLine } } } } }',
);

/** Names of this repository's own code and of its dependencies' typings, through connect, sync, index and `Query.search`. */
export async function benchIdentifiers(): Promise<Report> {
  const documents = corpus();
  const definitions = chosen(clearNames(documents.flatMap(({ path, text }) => declaredNames(path, text))));
  return withHub(async (hub) => {
    writeDocuments(hub.process.filesFolder, documents);
    const { elapsedMs } = await addSearchable(hub, hub.process.filesFolder);
    const { chunks } = await indexedCounts(hub);
    const ranks: { readonly definition: NamedDefinition; readonly rank: number; readonly isShown: boolean }[] = [];
    const latencies: number[] = [];
    for (const definition of definitions) {
      const startedMs = performance.now();
      const { search } = await hub.client.execute(Definition, { query: definition.query });
      latencies.push(performance.now() - startedMs);
      const nodes = search?.nodes ?? [];
      const rank = nodes.findIndex(({ document }) => document?.path === definition.path);
      const location = nodes[rank]?.passages[0]?.location;
      const isShown = definition.lines.some((line) => (location?.startLine ?? Infinity) <= line && line <= (location?.endLine ?? -1));
      ranks.push({ definition, rank, isShown });
    }
    const share = (of: typeof ranks, holds: (entry: (typeof ranks)[number]) => boolean): number =>
      of.filter(holds).length / Math.max(1, of.length);
    return {
      bench: 'identifiers',
      figures: [
        figure('documents', documents.length),
        figure('chunks', chunks),
        figure('until searchable', elapsedMs / 1_000, 's'),
        figure('identifiers', ranks.length, '', atLeast(500)),
        figure(
          'definition first',
          share(ranks, ({ rank }) => rank === 0),
          '',
          atLeast(0.95),
        ),
        figure(
          'definition among five',
          share(ranks, ({ rank }) => rank >= 0 && rank < 5),
          '',
          atLeast(0.99),
        ),
        ...(Object.keys(asked) as NamedDefinition['kind'][]).map((kind) =>
          figure(
            `first: ${kind}`,
            share(
              ranks.filter(({ definition }) => definition.kind === kind),
              ({ rank }) => rank === 0,
            ),
          ),
        ),
        figure(
          'its line in the first passage',
          share(
            ranks.filter(({ rank }) => rank >= 0),
            ({ isShown }) => isShown,
          ),
        ),
        figure('latency p95', quantile(latencies, 0.95), 'ms'),
      ],
    };
  });
}

/** In an order that is the same in every run. */
export function chosen(clear: readonly NamedDefinition[]): NamedDefinition[] {
  const sorted = clear.toSorted((a, b) => (a.query < b.query ? -1 : a.query > b.query ? 1 : 0));
  return (Object.keys(asked) as NamedDefinition['kind'][]).flatMap((kind) =>
    shuffled(
      sorted.filter((definition) => definition.kind === kind),
      createDraws(7),
    ).slice(0, asked[kind]),
  );
}

interface CorpusDocument {
  readonly path: string;
  readonly text: string;
}

/** All own sources but their tests and what is generated, and typings of the installed packages up to a size; each content once. */
export function corpus(): CorpusDocument[] {
  const seen = new Set<string>();
  const documents: CorpusDocument[] = [];
  const take = (file: string, path: string): number => {
    const text = readFileSync(file, 'utf8');
    const hash = createHash('sha256').update(text).digest('base64');
    if (text.trim() === '' || seen.has(hash)) return 0;
    seen.add(hash);
    documents.push({ path, text });
    return text.length;
  };
  for (const folder of ownFolders)
    for (const file of filesIn(join(root, folder), /(?<!\.test|\.generated)\.ts$/, new Set(['node_modules', 'test', 'generated'])))
      take(file, `own/${file.slice(root.length)}`);
  const packages = join(root, 'node_modules', '.pnpm');
  let length = 0;
  for (const file of shuffled(filesIn(packages, /\.d\.ts$/, new Set()).sort(), createDraws(3))) {
    if (length > typingsLengthMax) break;
    // Not under a name that is kept out by default.
    length += take(file, `typings/${file.slice(packages.length + 1).replaceAll('/node_modules/', '/')}`);
  }
  return documents;
}

function filesIn(folder: string, wanted: RegExp, without: ReadonlySet<string>): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return without.has(entry.name) ? [] : filesIn(path, wanted, without);
    return entry.isFile() && wanted.test(entry.name) && statSync(path).size <= fileBytesMax ? [path] : [];
  });
}
