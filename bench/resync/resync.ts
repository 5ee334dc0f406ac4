import { lstatSync, mkdirSync, readFileSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { operations } from '@conhub/cli';
import { realDocuments, writeDocuments } from '../corpus/real-text.ts';
import { type MeasuredHub, type SearchableSource, addSearchable, indexedCounts, syncAgain, withHub } from '../hub/hub.ts';
import { median } from '../measure/quantiles.ts';
import { type Report, atLeast, atMost, below, figure } from '../report/figure.ts';

const filesCount = 10_000;
const filesPerFolder = 500;
const wordsPerFile = 12;
/** Blank lines cost the model nothing and make the files large beside everything else that a sync reads. */
const padding = '\n'.repeat(8_192);
const repetitions = 3;

/** 10,000 files: read once, looked at again without a change, and all of them renamed. */
export async function benchResync(): Promise<Report> {
  return withHub(async (hub) => {
    const root = hub.process.filesFolder;
    const files = smallFiles();
    writeDocuments(root, files);
    const folderBytes = files.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
    const first = await addSearchable(hub, root);
    const whole = await indexedCounts(hub);

    const unchanged: Observed[] = [];
    let last = first;
    for (let repetition = 0; repetition < repetitions; repetition++) {
      const seen = await observed(hub, () => syncAgain(hub, last));
      unchanged.push(seen);
      last = seen.sync;
    }
    const walks = Array.from({ length: repetitions }, () => walk(root));
    const unchangedMs = median(unchanged.map(({ sync }) => sync.elapsedMs));

    const renamed = await observed(hub, async () => {
      renameAll(root, files);
      return syncAgain(hub, last);
    });
    const found = await findRenamed(hub, first.sourceId);
    const after = await indexedCounts(hub);

    return {
      bench: 'resync',
      figures: [
        figure('files', files.length),
        figure('first sync, until searchable', first.elapsedMs / 1_000, 's'),
        figure('documents in the index', whole.documents, '', atLeast(files.length)),
        figure('no change: time', unchangedMs / 1_000, 's'),
        figure('no change: time / bare walk (readdir, lstat)', unchangedMs / median(walks)),
        figure('no change: time / first sync', unchangedMs / first.elapsedMs),
        figure('no change: documents fetched', sum(unchanged.map(({ sync }) => sync.fetched)), '', atMost(0)),
        figure(
          'no change: bytes read / bytes in the folder',
          median(unchanged.map(({ bytesRead }) => bytesRead)) / folderBytes,
          '',
          below(0.5),
        ),
        figure('no change: texts embedded', sum(unchanged.map(({ textsEmbedded }) => textsEmbedded)), '', atMost(0)),
        figure('renames: time', renamed.sync.elapsedMs / 1_000, 's'),
        figure('renames: documents moved', renamed.sync.moved, '', atLeast(files.length)),
        figure('renames: documents fetched', renamed.sync.fetched),
        figure('renames: bytes read / bytes in the folder', renamed.bytesRead / folderBytes),
        figure('renames: texts embedded', renamed.textsEmbedded, '', atMost(0)),
        figure('renames: documents in the index', after.documents, '', atLeast(files.length)),
        figure('renames: found under the new path', found ? 1 : 0, '', atLeast(1)),
      ],
    };
  });
}

interface Observed {
  readonly sync: SearchableSource;
  readonly textsEmbedded: number;
  /** All that the process read, of files and sockets. */
  readonly bytesRead: number;
}

async function observed({ process: conhub }: MeasuredHub, act: () => Promise<SearchableSource>): Promise<Observed> {
  const before = { bytes: bytesReadBy(conhub.pid), texts: (await conhub.observe()).textsEmbedded };
  const sync = await act();
  return { sync, bytesRead: bytesReadBy(conhub.pid) - before.bytes, textsEmbedded: (await conhub.observe()).textsEmbedded - before.texts };
}

/** NaN where the system does not tell. */
function bytesReadBy(pid: number): number {
  try {
    return Number(/^rchar: (\d+)/m.exec(readFileSync(`/proc/${pid}/io`, 'latin1'))?.[1]);
  } catch {
    return Number.NaN;
  }
}

/** Real words, no two files alike. */
function smallFiles(): { path: string; text: string }[] {
  const files: { path: string; text: string }[] = [];
  for (const { text } of realDocuments()) {
    const words = text.match(/\p{L}{2,}/gu) ?? [];
    for (let start = 0; start + wordsPerFile <= words.length && files.length < filesCount; start += wordsPerFile) {
      files.push({
        path: pathOf(files.length),
        text: `Note ${files.length}: ${words.slice(start, start + wordsPerFile).join(' ')}${padding}`,
      });
    }
    if (files.length === filesCount) return files;
  }
  throw new Error('Not enough text is installed for this measurement');
}

const pathOf = (number: number, folder = 'notes', name = 'note'): string =>
  `${folder}-${Math.floor(number / filesPerFolder)}/${name}-${number}.txt`;

function renameAll(root: string, files: readonly { readonly path: string }[]): void {
  for (let folder = 0; folder * filesPerFolder < files.length; folder++) mkdirSync(join(root, `renamed-${folder}`), { recursive: true });
  for (const [number, { path }] of files.entries()) renameSync(join(root, path), join(root, pathOf(number, 'renamed', 'paper')));
}

/** What a sync that reads no content cannot be faster than. Milliseconds. */
function walk(root: string): number {
  const startedMs = performance.now();
  for (const folder of readdirSync(root)) for (const name of readdirSync(join(root, folder))) lstatSync(join(root, folder, name));
  return performance.now() - startedMs;
}

async function findRenamed({ client }: MeasuredHub, sourceId: string): Promise<boolean> {
  const { search } = await client.execute(operations.SearchDocument, {
    query: 'Note 4321',
    mode: 'LEXICAL',
    first: 10,
    filter: { sourceIds: [sourceId], pathPrefix: 'renamed-8/' },
  });
  return search?.nodes.some(({ document }) => document?.path === pathOf(4_321, 'renamed', 'paper')) ?? false;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
