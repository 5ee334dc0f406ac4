import type { Definition } from './chunk.ts';
import type { Line } from './lines.ts';
import { indentOf } from './lines.ts';

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
  readonly weight: number;
}

function definitionAt(content: string, indent: number): Found | null {
  const first = (pattern: RegExp, weight: number): Found | null => {
    const match = pattern.exec(content);
    const found = match?.[1] ?? match?.[2];
    return found === undefined || statements.has(found) ? null : { name: found, weight };
  };
  const top = indent === 0;
  if (statements.has(firstWord.exec(content)?.[0] ?? '')) return null;
  return (
    first(typed, top ? 5 : 4) ??
    first(called, top ? 5 : 3) ??
    first(goTyped, 5) ??
    (top || content.startsWith('export ')
      ? first(valued, content.includes('=>') || content.startsWith('type ') || content.includes(' type ') ? 5 : 3)
      : null) ??
    first(sql, 5) ??
    first(preprocessor, 3) ??
    first(assignedFunction, 4) ??
    (top ? (first(shell, 4) ?? first(typedMethod, 4)) : (first(method, 2) ?? first(typedMethod, 2)))
  );
}

export interface PlacedDefinition extends Definition {
  /** Index of the line that defines it. */
  readonly lineIndex: number;
  /** Offset of the first line after its body. */
  readonly end: number;
}

const lineLengthMax = 400;
const comment = /^(?:\/\/|#(?!\s*define)|\*|\/\*|--|;|%|<!--|"""|''')/;

export function placedDefinitions(text: string, lines: readonly Line[], definitionsMax: number): PlacedDefinition[] {
  const found: PlacedDefinition[] = [];
  const open: { name: string; indent: number; at: number }[] = [];
  const ends = new Map<number, number>();
  let quoted: string | null = null;
  lines.forEach((line, lineIndex) => {
    if (found.length >= definitionsMax || line.end - line.start > lineLengthMax) return;
    const content = text.slice(line.start, line.end).trim();
    if (content === '') return;
    const quotes = content.match(/"""|'''/g)?.length ?? 0;
    const wasQuoted = quoted !== null;
    if (quotes % 2 === 1) quoted = wasQuoted ? null : (content.match(/"""|'''/)?.[0] ?? null);
    if (wasQuoted) return;
    const indent = indentOf(text, line);
    const closer = /^[)\]}]/.test(content);
    while (open.length > 0 && indent <= (open.at(-1)?.indent ?? 0) && !(closer && indent === open.at(-1)?.indent))
      ends.set(open.pop()?.at ?? 0, line.start);
    if (comment.test(content) || closer) return;
    const definition = definitionAt(content, indent);
    if (definition === null) return;
    const container = open.map((outer) => outer.name);
    // A name inside a function is that function's business, not a member anybody looks for.
    open.push({ name: definition.name, indent, at: found.length });
    found.push({
      name: definition.name,
      qualifiedName: [...container, definition.name].slice(-3).join('.'),
      start: line.start,
      line: lineIndex + 1,
      weight: definition.weight - Math.min(1, container.length > 1 ? 1 : 0),
      lineIndex,
      end: text.length,
    });
  });
  return found.map((definition, index) => ({ ...definition, end: ends.get(index) ?? definition.end }));
}
