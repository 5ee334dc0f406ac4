import { stopAll } from './hub/hub-process.ts';
import { benchIdentifiers } from './identifiers/identifiers.ts';
import { benchIngest } from './ingest/ingest.ts';
import type { Report } from './report/figure.ts';
import { jsonLine, table } from './report/print.ts';
import { benchResync } from './resync/resync.ts';
import { benchRetrieval } from './retrieval/retrieval.ts';
import { readTestSet } from './retrieval/test-set.ts';
import { benchRouter } from './router/router.ts';
import { benchChange } from './scale/change.ts';
import { benchOrganizations } from './scale/organizations.ts';
import { benchScale } from './scale/scale.ts';
import { benchSearch } from './search/search.ts';
import { UsageError } from './usage-error.ts';

const help = `Usage: npx pnpm@12 bench [ingest | search | resync | router | identifiers | scale | change | organizations |
             retrieval DIR]… [--json]

Measures ConHub on this machine; without a name, all but retrieval.

  ingest          real text becoming searchable, against the model alone; event loop, memory
  search          how fast a search is answered at 10,000 chunks
  resync          10,000 files without a change, and renamed
  router          CPU of a request, against @apollo/gateway
  identifiers     how often a name's definition is found first: own code and its dependencies' typings
  scale           10,000, 100,000 and 300,000 chunks, asked by somebody who may see 1, 10 and 90 %
  change          a fifth of 100,000 chunks comes and changes while searches go on
  organizations   1, 10 and 100 organizations: start, memory, a search
  retrieval DIR   how well searches are answered: a folder of docs.jsonl, queries.jsonl, qrels.tsv, set.json

  --json          one JSON object a line for each bench, instead of a table
`;

const benches: Readonly<Record<string, () => Promise<Report>>> = {
  ingest: benchIngest,
  search: benchSearch,
  resync: benchResync,
  router: benchRouter,
  identifiers: benchIdentifiers,
  scale: benchScale,
  change: benchChange,
  organizations: benchOrganizations,
};

interface Request {
  readonly title: string;
  readonly measure: () => Promise<Report>;
}

/** @throws UsageError */
function readArguments(argv: readonly string[]): {
  readonly isJson: boolean;
  readonly isHelp: boolean;
  readonly requests: readonly Request[];
} {
  const words = argv.filter((word) => word !== '--');
  const isOption = (word: string): boolean => word.startsWith('-');
  for (const word of words.filter(isOption))
    if (!['--json', '--help', '-h'].includes(word)) throw new UsageError(`There is no option ${word}`);
  const names = words.filter((word) => !isOption(word));
  const requests: Request[] = [];
  for (let index = 0; index < names.length; index++) {
    const name = names[index] as string;
    const measure = benches[name];
    if (name === 'retrieval') {
      const folder = names[++index];
      if (folder === undefined) throw new UsageError('retrieval needs a folder');
      // Read at once: a wrong folder must not be found out after minutes of other measurements.
      const set = readTestSet(folder);
      requests.push({ title: `retrieval ${set.name}`, measure: () => benchRetrieval(set) });
    } else if (measure === undefined) throw new UsageError(`There is no bench ${name}`);
    else requests.push({ title: name, measure });
  }
  return {
    isJson: words.includes('--json'),
    isHelp: words.includes('--help') || words.includes('-h'),
    requests: requests.length > 0 ? requests : Object.entries(benches).map(([title, measure]) => ({ title, measure })),
  };
}

async function main(): Promise<void> {
  const { isJson, isHelp, requests } = readArguments(process.argv.slice(2));
  if (isHelp) {
    process.stdout.write(help);
    return;
  }
  for (const { title, measure } of requests) {
    if (!isJson) process.stderr.write(`measuring ${title} …\n`);
    const report = await measure();
    process.stdout.write(`${isJson ? jsonLine(report) : table(report)}\n`);
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void (async () => {
      await stopAll();
      process.exit(130);
    })();
  });
}

try {
  await main();
} catch (error) {
  await stopAll();
  const isUsage = error instanceof UsageError;
  process.stderr.write(
    isUsage ? `${error.message}\n\n${help}` : `The measurement failed: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = isUsage ? 2 : 1;
}
