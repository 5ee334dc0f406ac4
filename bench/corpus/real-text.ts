import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chunkDocument, chunkStyle } from '../../subgraphs/search/src/chunking/chunk-document.ts';
import { createGrammars, knownLanguages } from '../../subgraphs/search/src/chunking/syntax/grammars.ts';
import { createDraws, shuffled } from '../measure/draws.ts';

export interface RealDocument {
  /** Relative, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly chunkTexts: readonly string[];
  /** What goes through the model: the chunks with their headers, and the head of the whole. */
  readonly embeddedTexts: readonly string[];
}

const packages = fileURLToPath(new URL('../../node_modules/.pnpm', import.meta.url));
/** The few larger ones (a compiler's typings) would be half of all text. */
const fileBytesMax = 200_000;
/** All: Markdown holds code of any language. */
const grammars = createGrammars();
await grammars.load(knownLanguages);

const wanted = /\.(?:md|d\.ts)$/;

/**
 * The Markdown and the typings of the installed packages, each content once, in an order that is the same in every run: real prose and
 * real code, and on every machine that can run ConHub.
 */
export function* realDocuments(): Generator<RealDocument> {
  const seen = new Set<string>();
  const paths = shuffled(textFiles(packages).sort(), createDraws(1));
  for (const [number, file] of paths.entries()) {
    const text = readFileSync(file, 'utf8');
    const hash = createHash('sha256').update(text).digest('base64');
    if (text.trim() === '' || text.includes('\0') || seen.has(hash)) continue;
    seen.add(hash);
    const path = `${String(Math.floor(number / 500)).padStart(3, '0')}/${String(number).padStart(5, '0')}-${file.slice(file.lastIndexOf('/') + 1)}`;
    const { head, chunks } = chunkDocument(
      text,
      chunkStyle({ kind: path.endsWith('.md') ? 'TEXT' : 'CODE', language: path.endsWith('.md') ? 'markdown' : 'typescript', path }),
      grammars,
    );
    if (chunks.length === 0) continue;
    yield {
      path,
      text,
      chunkTexts: chunks.map((chunk) => chunk.text),
      embeddedTexts: [...(head === null ? [] : [head]), ...chunks.map(({ embeddedText }) => embeddedText)],
    };
  }
}

function textFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    // Links lead to packages that are met at their own place.
    if (entry.isDirectory()) return textFiles(path);
    return entry.isFile() && wanted.test(entry.name) && statSync(path).size <= fileBytesMax ? [path] : [];
  });
}

export function writeDocuments(folder: string, documents: Iterable<{ readonly path: string; readonly text: string }>): void {
  for (const { path, text } of documents) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
