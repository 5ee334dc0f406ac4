import { type Command, InvalidArgumentError } from 'commander';
import { SearchDocument, type SearchQuery, ShowDocumentDocument } from '../generated/operations.generated.ts';
import { explanationLines, facetLines } from '../output/explanation.ts';
import type { Printer } from '../output/printer.ts';
import { plain, told } from '../output/words.ts';
import { findSource } from './find-source.ts';
import { absent, invocationOf } from './invocation.ts';

type Hit = NonNullable<SearchQuery['search']>['nodes'][number];
type Passage = Hit['passages'][number];

const modes = ['HYBRID', 'LEXICAL', 'SEMANTIC'] as const;
const kinds = ['CODE', 'TEXT', 'PAGE', 'PDF', 'SHEET', 'SLIDES', 'NOTEBOOK', 'NOTE', 'EMAIL', 'ISSUE', 'DATA', 'OTHER'] as const;

const oneOf =
  <Value extends string>(values: readonly Value[]) =>
  (value: string): Value => {
    const upper = value.toUpperCase() as Value;
    if (!values.includes(upper)) throw new InvalidArgumentError(`It is one of ${values.join(', ').toLowerCase()}.`);
    return upper;
  };

const number =
  (least: number, most: number) =>
  (value: string): number => {
    const parsed = Number(value);
    if (!Number.isInteger(parsed) || parsed < least || parsed > most)
      throw new InvalidArgumentError(`It is a whole number between ${least} and ${most}.`);
    return parsed;
  };

interface SearchFlags {
  readonly mode?: (typeof modes)[number];
  readonly first: number;
  readonly after?: string;
  readonly source?: string;
  readonly kind?: (typeof kinds)[number];
  readonly language?: string;
  readonly path?: string;
  readonly newest?: boolean;
  readonly facets?: boolean;
  readonly explain?: boolean;
}

export function registerSearchCommands(program: Command): void {
  program
    .command('search')
    .description('Search by meaning and by word')
    .argument('<query...>', 'what you look for, in your own words or in the words of the text')
    .option('--mode <mode>', 'hybrid (the default), lexical: by word, semantic: by meaning', oneOf(modes))
    .option('--first <n>', 'how many hits', number(1, 100), 10)
    .option('--after <cursor>', 'the page after this one')
    .option('--source <source>', 'only this source: its id, name or path')
    .option('--kind <kind>', 'only this kind: code, text, page, data, sheet …', oneOf(kinds))
    .option('--language <language>', 'only this programming language, for example typescript')
    .option('--path <prefix>', 'only paths that begin so')
    .option('--newest', 'newest first')
    .option('--facets', 'also count what was found by source, kind, language, author, folder and time')
    .option('--explain', 'say how each score came about')
    .addHelpText(
      'after',
      '\nIn the query itself: "a phrase"  -word  -"a phrase"  path: file: ext: title: lang: kind: source: author:  after: before: (2026-11, 7d);\nwith a dash in front to leave out. Put what begins with a dash behind --.',
    )
    .action(async (words: string[], flags: SearchFlags, command: Command) => {
      const { printer, hub } = invocationOf(command);
      const { client } = hub();
      const filter = {
        ...(flags.source === undefined ? {} : { sourceIds: [(await findSource(client, flags.source)).id] }),
        ...(flags.kind === undefined ? {} : { kinds: [flags.kind] }),
        ...(flags.language === undefined ? {} : { languages: [flags.language.toLowerCase()] }),
        ...(flags.path === undefined ? {} : { pathPrefix: flags.path }),
      };
      const data = await client.execute(SearchDocument, {
        query: words.join(' '),
        first: flags.first,
        withFacets: flags.facets === true,
        isExplained: flags.explain === true,
        ...(flags.mode === undefined ? {} : { mode: flags.mode }),
        ...(flags.newest === true ? { orderBy: 'NEWEST' as const } : {}),
        ...(flags.after === undefined ? {} : { after: flags.after }),
        ...(Object.keys(filter).length === 0 ? {} : { filter }),
      });
      if (data.search === null) throw absent('index');
      printer.json(data);
      const { nodes, degraded, freshness, tookMs, totalEstimate, pageInfo } = data.search;
      for (const hit of nodes) showHit(printer, hit);
      if (nodes.length === 0) printer.line('Nothing found.');
      for (const line of facetLines(data.search.facets ?? [])) printer.line(printer.dim(line));
      for (const { leg, problem } of degraded) printer.line(printer.yellow(`! Without the ${leg.toLowerCase()} leg: ${told(problem)}`));
      const behind = freshness.filter(({ status }) => status !== 'COMPLETE');
      if (behind.length > 0)
        printer.line(
          printer.dim(
            `Still catching up: ${behind.map(({ source, missingEstimate }) => `${plain(source?.name ?? 'a source')} (${missingEstimate} missing)`).join(', ')}`,
          ),
        );
      printer.line(
        printer.dim(
          `${nodes.length} of about ${totalEstimate} in ${tookMs.toFixed(0)} ms${pageInfo.hasNextPage && pageInfo.endCursor ? `; next page: --after ${pageInfo.endCursor}` : ''}`,
        ),
      );
    });

  program
    .command('show')
    .description('Show a document: its text, and why you may see it')
    .argument('<document>', 'its id (doc_…), as search prints it')
    .option('--lines <range>', 'only these lines, for example 10-40')
    .action(async (id: string, flags: { lines?: string }, command: Command) => {
      const { printer, hub } = invocationOf(command);
      const range = flags.lines === undefined ? null : /^(\d+)(?:-(\d+))?$/.exec(flags.lines);
      if (flags.lines !== undefined && range === null) throw new InvalidArgumentError('Lines are given as 10-40');
      const data = await hub().client.execute(ShowDocumentDocument, {
        id,
        ...(range === null ? {} : { startLine: Number(range[1]), endLine: Number(range[2] ?? range[1]) }),
      });
      const { document } = data;
      if (document === null) throw absent('document');
      printer.json(data);
      const reasons = document.access?.reasons.map(({ label }) => plain(label)).join(', ') ?? '';
      const author = document.author?.user?.displayName ?? document.author?.displayName;
      printer.line(
        `${printer.bold(plain(document.title))}  ${printer.dim([document.source === null ? '' : plain(document.source.name), plain(document.path), document.language ?? document.kind.toLowerCase(), author === undefined ? '' : `by ${plain(author)}`, reasons].filter((part) => part !== '').join(' · '))}`,
      );
      if (document.problem) printer.line(printer.yellow(`! ${told(document.problem)}`));
      if (document.text) {
        printer.line();
        printer.line(plain(document.text.content));
        if (document.text.isTruncated)
          printer.line(printer.dim(`… to line ${document.text.endLine} of ${document.text.lineCount}; more with --lines`));
      }
    });
}

function showHit(printer: Printer, { document, passages, score, explanation, duplicates }: Hit): void {
  if (document === null) return;
  const [passage] = passages;
  const lines = passage?.location.startLine ? `:${passage.location.startLine}` : '';
  printer.line(
    `${printer.bold(plain(document.title))}  ${printer.dim(`${plain(document.path)}${lines} · ${score.toFixed(3)} · ${document.id}`)}`,
  );
  if (passage !== undefined) printer.line(`  ${excerpt(printer, passage)}`);
  if (duplicates.totalCount > 0)
    printer.line(printer.dim(`  and ${duplicates.totalCount} ${duplicates.totalCount === 1 ? 'copy' : 'copies'} of it`));
  if (explanation) for (const line of explanationLines(explanation)) printer.line(printer.dim(`  ${line}`));
  printer.line();
}

/** The passage on at most three lines' worth of characters, around its first highlight. */
function excerpt(printer: Printer, { text, highlights }: Passage): string {
  const first = highlights[0]?.start ?? 0;
  const start = Math.max(0, first - 80);
  const end = Math.min(text.length, start + 280);
  let shown = '';
  let at = start;
  for (const range of highlights) {
    if (range.start < at || range.end > end) continue;
    shown += flat(text.slice(at, range.start)) + printer.green(flat(text.slice(range.start, range.end)));
    at = range.end;
  }
  return `${start > 0 ? '…' : ''}${shown}${flat(text.slice(at, end))}${end < text.length ? '…' : ''}`;
}

const flat = (text: string): string => plain(text.replaceAll(/\s+/g, ' '));
