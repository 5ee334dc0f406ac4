import type { Line } from './lines.ts';
import { indentOf, isBlank } from './lines.ts';
import type { Cut, Outline } from './syntax/outline.ts';
import type { PlacedSymbol, SymbolKind } from './syntax/symbol.ts';

/**
 * Where code defines things, by the shape of its lines: a keyword and a name, a method's head, a C function's head. Knows no grammar,
 * so it serves every language that indents; a miss costs a better header, never a chunk.
 */
const modifiers =
  '(?:(?:export|default|declare|public|private|protected|internal|static|abstract|async|final|pub(?:\\([\\w\\s:]+\\))?|override|open|sealed|inline|extern(?:\\s+"C")?|unsafe|virtual|readonly|partial|data|local|suspend|constexpr|global)\\s+)*';
const typeKeywords =
  'class|interface|struct|enum(?:\\s+class)?|trait|protocol|record|union|namespace|module|object|extension|mixin|impl(?:<[^>]*>)?|defmodule';
const functionKeywords = 'function\\s*\\*?|func|fn|def|defp|fun|sub|proc|macro|macro_rules!|procedure';
const valueKeywords = 'const|let|var|val|type|typealias|using|typedef';
const name = '([\\p{L}_$][\\p{L}\\p{N}_$]*)';

const typed = new RegExp(`^${modifiers}(?:const\\s+)?(?:${typeKeywords})\\s+${name}`, 'u');
const called = new RegExp(`^${modifiers}(?:const\\s+)?(?:${functionKeywords})\\s+(?:\\([^)]*\\)\\s*)?(?:self\\.)?${name}`, 'u');
const valued = new RegExp(`^${modifiers}(?:${valueKeywords})\\s+${name}\\s*(?:[:=<]|$)`, 'u');
const sql =
  /^create\s+(?:or\s+replace\s+)?(?:unique\s+)?(?:table|view|materialized\s+view|function|procedure|trigger|type|index)\s+(?:if\s+not\s+exists\s+)?(?:["`[]?\w+["`\]]?\.)?["`[]?(\w+)/iu;
const preprocessor = /^#\s*define\s+(\w+)/u;
const goTyped = /^type\s+([\p{L}_]\w*)\s+(?:struct|interface|func|map|\[|\*|[\p{L}_])/u;
const assignedFunction = /^(?:module\.)?(?:exports|[\p{L}_$][\w$.]*)\.([\p{L}_$][\w$]*)\s*=\s*(?:async\s*)?(?:function|\()/u;
const shell = /^([\p{L}_][\w-]*)\s*\(\)\s*\{?$/u;
const method = new RegExp(
  `^${modifiers}(?:get\\s+|set\\s+|\\*\\s*|#)?${name}\\s*(?:<[^>()]*>)?\\([^;]*(?:\\{|=>)$|^${modifiers}${name}\\s*(?:<[^>()]*>)?\\([^)]*\\)\\s*:`,
  'u',
);
const typedMethod = new RegExp(
  `^${modifiers}(?:[\\p{L}_][\\w<>\\[\\],.?:*&]*\\s+)+[*&]*(?:\\w+::)*~?${name}\\s*\\([^;=]*\\)?[^;=]*\\{?$`,
  'u',
);

const statements = new Set(
  'if else for while switch catch return throw new await yield do try finally with match when case in of typeof delete super this print assert elif except import from raise and or not unless until'.split(
    ' ',
  ),
);
const firstWord = /^\w+/;

interface Found {
  readonly name: string;
  readonly kind: SymbolKind;
  readonly weight: number;
}

function definitionAt(content: string, indent: number): Found | null {
  const first = (pattern: RegExp, kind: SymbolKind, weight: number): Found | null => {
    const match = pattern.exec(content);
    const found = match?.[1] ?? match?.[2];
    return found === undefined || statements.has(found) ? null : { name: found, kind, weight };
  };
  const top = indent === 0;
  if (statements.has(firstWord.exec(content)?.[0] ?? '')) return null;
  return (
    first(typed, 'class', top ? 6 : 5) ??
    first(called, 'function', top ? 6 : 4) ??
    first(goTyped, 'type', 6) ??
    (top || content.startsWith('export ') ? first(valued, 'constant', 4) : null) ??
    first(sql, 'type', 6) ??
    first(preprocessor, 'macro', 5) ??
    first(assignedFunction, 'function', 4) ??
    (top
      ? (first(shell, 'function', 5) ?? first(typedMethod, 'function', 5))
      : (first(method, 'method', 4) ?? first(typedMethod, 'method', 4)))
  );
}

const lineLengthMax = 400;
const definitionsMax = 10_000;
const comment = /^(?:\/\/|#(?!\s*define)|\*|\/\*|--|;|%|<!--|"""|''')/;

function definitionsOf(text: string, lines: readonly Line[]): PlacedSymbol[] {
  const found: PlacedSymbol[] = [];
  const open: { name: string; indent: number; at: number }[] = [];
  const ends = new Map<number, number>();
  let quoted: string | null = null;
  for (const line of lines) {
    if (found.length >= definitionsMax) break;
    if (line.end - line.start > lineLengthMax) continue;
    const content = text.slice(line.start, line.end).trim();
    if (content === '') continue;
    const quotes = content.match(/"""|'''/g)?.length ?? 0;
    const wasQuoted: boolean = quoted !== null;
    if (quotes % 2 === 1) quoted = wasQuoted ? null : (content.match(/"""|'''/)?.[0] ?? null);
    if (wasQuoted) continue;
    const indent = indentOf(text, line);
    const closer = /^[)\]}]/.test(content);
    while (open.length > 0 && indent <= (open.at(-1)?.indent ?? 0) && !(closer && indent === open.at(-1)?.indent))
      ends.set(open.pop()?.at ?? 0, line.start);
    if (comment.test(content) || closer) continue;
    const definition = definitionAt(content, indent);
    if (definition === null) continue;
    const containers = open.map((outer) => outer.name);
    open.push({ name: definition.name, indent, at: found.length });
    // A name inside a function is that function's business, not a member anybody looks for.
    found.push({
      ...definition,
      containers,
      start: line.start,
      end: text.length,
      weight: definition.weight - Math.min(1, containers.length > 1 ? 1 : 0),
    });
  }
  return found.map((definition, index) => ({ ...definition, end: ends.get(index) ?? definition.end }));
}

const closer = /^[)\]}>]|^(?:end|fi|done|esac)\b/;
const attached = /^(?:@|#\[|\/\/|\/\*|\*|#(?!include|define|if)|--|"""|template\s*<|\[[A-Z])/;

/**
 * What lines alone tell, where there is no grammar: a part begins at a definition with its comments and decorators, and after a blank
 * line; what is indented more stands inside.
 */
export function outlineOfLines(text: string, lines: readonly Line[]): Outline {
  const symbols = definitionsOf(text, lines);
  const defining = new Set(symbols.map(({ start }) => start));
  const cuts: Cut[] = [];
  let afterBlank = true;
  let attachedFrom = -1;
  for (const line of lines) {
    if (isBlank(text, line)) {
      afterBlank = true;
      attachedFrom = -1;
      continue;
    }
    const content = text.slice(line.start, Math.min(line.end, line.start + 200)).trim();
    const isAttached = attached.test(content);
    const begins = defining.has(line.start) || (afterBlank && !closer.test(content)) || (isAttached && attachedFrom < 0);
    if (begins && attachedFrom < 0) cuts.push({ offset: line.start, depth: indentOf(text, line) });
    attachedFrom = isAttached ? (attachedFrom >= 0 ? attachedFrom : line.start) : -1;
    afterBlank = false;
  }
  return { cuts, symbols };
}
