import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Language, Parser } from 'web-tree-sitter';
import { languageRules } from './language-rules.ts';
import { type Outline, outlineOf } from './outline.ts';

const require = createRequire(import.meta.url);
/** VS Code's own builds of twelve grammars, and three beside them; the grammars' packages are ten times as large. */
const bundle = dirname(require.resolve('@vscode/tree-sitter-wasm'));

/** Linguist's names, in lower case, by grammar. SQL has no grammar in WebAssembly that is kept up. */
const grammarOf: Readonly<Record<string, string>> = {
  typescript: 'typescript',
  tsx: 'tsx',
  javascript: 'javascript',
  python: 'python',
  go: 'go',
  rust: 'rust',
  java: 'java',
  c: 'c',
  'c++': 'cpp',
  cuda: 'cpp',
  'c#': 'c-sharp',
  ruby: 'ruby',
  php: 'php',
  shell: 'bash',
  bash: 'bash',
  json: 'json',
  'json with comments': 'json',
  yaml: 'yaml',
  css: 'css',
};

export const knownLanguages: readonly string[] = Object.keys(grammarOf);

/** How a code block in Markdown names a language. */
const shortNames: Readonly<Record<string, string>> = {
  ts: 'typescript',
  js: 'javascript',
  jsx: 'javascript',
  py: 'python',
  ipython: 'python',
  ipython3: 'python',
  rs: 'rust',
  golang: 'go',
  cpp: 'c++',
  cs: 'c#',
  csharp: 'c#',
  rb: 'ruby',
  sh: 'shell',
  zsh: 'shell',
  console: '',
  yml: 'yaml',
  jsonc: 'json',
};

export const languageOfFence = (word: string): string => shortNames[word] ?? word;

const fileOf = (grammar: string): string => {
  if (grammar === 'c') return require.resolve('tree-sitter-c/tree-sitter-c.wasm');
  if (grammar === 'json') return require.resolve('tree-sitter-json/tree-sitter-json.wasm');
  if (grammar === 'yaml') return require.resolve('@tree-sitter-grammars/tree-sitter-yaml/tree-sitter-yaml.wasm');
  return join(bundle, `tree-sitter-${grammar}.wasm`);
};

/** Beyond this a file is data or generated, and a tree of it takes some hundred megabytes. */
const parsedLengthMax = 1_000_000;
/**
 * Of the processor, for parsing, and again for reading the tree: a busy machine must not cut a text otherwise. Code takes some 0.7 s a
 * megabyte, three times as much is allowed; a few texts would take minutes (an unclosed string is read again from each of its characters).
 */
const processorMsMax = (text: string): number => 500 + text.length / 500;

/** Of this thread. */
function processorMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

export interface Grammars {
  /** Makes ready what a language needs; nothing where there is no grammar for it. */
  load(languages: Iterable<string>): Promise<void>;
  /** What a text consists of. Null: no grammar (loaded), too long, or not read in time. */
  outline(text: string, language: string): Outline | null;
}

/** A C++ header by another name. */
const isCpp = (text: string): boolean => /^\s*(?:class\s+\w+|namespace\b|template\s*<|using\s+namespace\b|public:|private:)/m.test(text);

/** Parsers of this thread. Trees live in WebAssembly's memory only while a text is being read. */
export function createGrammars(): Grammars {
  const loaded = new Map<string, Language>();
  let parser: Parser | null = null;
  let starting: Promise<void> | null = null;

  async function loadGrammar(grammar: string): Promise<void> {
    if (loaded.has(grammar)) return;
    starting ??= Parser.init();
    await starting;
    loaded.set(grammar, await Language.load(await readFile(fileOf(grammar))));
  }

  return {
    async load(languages) {
      for (const language of languages) {
        const grammar = grammarOf[language];
        if (grammar !== undefined) await loadGrammar(grammar);
        // Headers do not say which of the two they are.
        if (grammar === 'c') await loadGrammar('cpp');
      }
    },
    outline(text, language) {
      const grammar = grammarOf[language];
      if (grammar === undefined || text.length > parsedLengthMax) return null;
      const chosen = grammar === 'c' && isCpp(text) ? 'cpp' : grammar;
      const found = loaded.get(chosen);
      const rules = languageRules[chosen];
      if (found === undefined || rules === undefined) return null;
      parser ??= new Parser();
      parser.setLanguage(found);
      const startedMs = processorMs();
      const isLate = (from: number): boolean => processorMs() - from > processorMsMax(text);
      // Short pieces: the parser copies what it is given.
      const tree = parser.parse((index) => text.slice(index, index + 4_096), null, {
        progressCallback: () => isLate(startedMs),
      });
      if (tree === null) {
        parser.reset();
        return null;
      }
      const readMs = processorMs();
      try {
        return outlineOf(text, tree, rules, () => isLate(readMs));
      } finally {
        tree.delete();
      }
    },
  };
}
