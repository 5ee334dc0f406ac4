import type { Tree, TreeCursor } from 'web-tree-sitter';
import type { PlacedSymbol, SymbolKind } from './symbol.ts';
import type { NamedNode, SyntaxRule, SyntaxRules } from './syntax-rules.ts';
import { isType } from './syntax-rules.ts';

/** Where a text may be cut: the beginning of a line on which a node begins. */
export interface Cut {
  readonly offset: number;
  /** Of the outermost node that begins there: siblings have the same. */
  readonly depth: number;
}

/** What a syntax tree says of a text: kept when the tree itself is gone. */
export interface Outline {
  /** Ascending by offset. */
  readonly cuts: readonly Cut[];
  /** Ascending by start. */
  readonly symbols: readonly PlacedSymbol[];
}

const depthMax = 300;
const symbolsMax = 20_000;
const checkEvery = 2_048;

/** What stands before a thing belongs to it. */
const attachedTypes = new Set(['comment', 'line_comment', 'block_comment', 'decorator', 'attribute_item', 'attribute_list', 'annotation']);
const bodies = new Set<SymbolKind>(['function', 'method', 'constructor']);

interface Scope {
  readonly names: readonly string[];
  readonly kind: SymbolKind;
  readonly end: number;
  readonly isLocal: boolean;
}

/** One walk over the tree, in constant space for any depth. Null where the time is over. */
export function outlineOf(text: string, tree: Tree, rules: SyntaxRules, isLate: () => boolean): Outline | null {
  const types = tree.language.types;
  const ruleOf = types.map((type) => rules[type]);
  const isAttached = types.map((type) => attachedTypes.has(type));
  const cuts: Cut[] = [];
  const symbols: PlacedSymbol[] = [];
  const scopes: Scope[] = [];
  /** By depth: where the comments end that the next sibling there may belong to. */
  const attachedEnd: number[] = [];
  let lastCut = -1;
  let visited = 0;

  function visit(cursor: TreeCursor, depth: number): void {
    const type = cursor.nodeTypeId;
    const start = cursor.startIndex;
    while (scopes.length > 0 && (scopes.at(-1) as Scope).end <= start) scopes.pop();
    const line = lineStart(text, start);
    if (line > lastCut && line >= 0 && cursor.nodeIsNamed) {
      const before = attachedEnd[depth] ?? -1;
      const belongs = before >= 0 && before <= start && !hasBlankLine(text, before, start);
      if (!belongs) cuts.push({ offset: line, depth });
      lastCut = line;
      attachedEnd[depth] = isAttached[type] === true ? cursor.endIndex : -1;
    }
    const rule = ruleOf[type];
    if (rule !== undefined && symbols.length < symbolsMax && cursor.nodeIsNamed) name(cursor, rule);
  }

  function name(cursor: TreeCursor, rule: SyntaxRule): void {
    const node = cursor.currentNode;
    const around = scopes.at(-1);
    const found = rule(node, { kind: around?.kind ?? null, isLocal: around?.isLocal ?? false });
    const end = node.endIndex;
    for (const each of found) {
      const containers = [...(around?.names ?? []), ...(each.within ?? [])];
      if (each.isScopeOnly !== true) {
        const at = (node.childForFieldName('name') ?? node).startIndex;
        symbols.push({ name: each.name, kind: each.kind, containers, start: startOfLine(text, at), end, weight: weightOf(each, around) });
      }
      if (found.length === 1) {
        const isLocal = bodies.has(each.kind) || ((around?.isLocal ?? false) && !isType(each.kind));
        scopes.push({ names: [...containers, each.name].slice(-4), kind: each.kind, end, isLocal });
      }
    }
  }

  const cursor = tree.walk();
  try {
    let depth = 0;
    for (;;) {
      if (depth > 0) visit(cursor, depth);
      if (++visited % checkEvery === 0 && isLate()) return null;
      if (depth < depthMax && cursor.gotoFirstChild()) {
        depth++;
        attachedEnd[depth] = -1;
        continue;
      }
      while (!cursor.gotoNextSibling()) {
        if (!cursor.gotoParent()) return { cuts, symbols: symbols.sort((a, b) => a.start - b.start) };
        depth--;
      }
    }
  } finally {
    cursor.delete();
  }
}

const signatureLoss = 1;

/** Types and functions of a file before their members, what is used elsewhere before what is not, bodies before signatures. */
function weightOf({ kind, isSignature = false, isExported = false }: NamedNode, around: Scope | undefined): number {
  const isTop = around === undefined || around.kind === 'module';
  const loss = (isSignature ? signatureLoss : 0) + (around?.isLocal === true ? 1 : 0);
  switch (kind) {
    case 'class':
    case 'interface':
    case 'struct':
    case 'enum':
    case 'type':
      return (isTop ? 6 : 5) - loss;
    case 'function':
      return (isTop ? 6 : 4) - loss;
    case 'macro':
      return 5;
    case 'constant':
    case 'variable':
      return isTop ? (isExported ? 5 : 4) : 3;
    case 'module':
      return 4;
    case 'method':
      return 4 - loss;
    case 'property':
      return 3 - loss;
    case 'constructor':
    case 'alias':
      return 1;
    case 'key':
      return 0;
  }
}

/** The beginning of the line, where only white space stands before the offset; -1 otherwise. */
function lineStart(text: string, offset: number): number {
  let at = offset;
  while (at > 0) {
    const code = text.charCodeAt(at - 1);
    if (code === 10 || code === 13) return at;
    if (code !== 32 && code !== 9 && code !== 12) return -1;
    at--;
  }
  return 0;
}

const lineLengthMax = 1_000;

/** On a very long line the offset itself. */
function startOfLine(text: string, offset: number): number {
  for (let at = offset; at > offset - lineLengthMax; at--) {
    const code = at === 0 ? 10 : text.charCodeAt(at - 1);
    if (code === 10 || code === 13) return at;
  }
  return offset;
}

const blankLine = /(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)/;
const hasBlankLine = (text: string, from: number, to: number): boolean => to - from > 2_000 || blankLine.test(text.slice(from, to));
