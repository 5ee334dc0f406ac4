import type { Node } from 'web-tree-sitter';
import type { SymbolKind } from './symbol.ts';

export interface NamedNode {
  readonly name: string;
  readonly kind: SymbolKind;
  /** Names between the surrounding symbol and this one: the receiver's type, `Foo` of `Foo::bar`. */
  readonly within?: readonly string[];
  /** Said here, defined elsewhere: a prototype, an overload, an ambient declaration. */
  readonly isSignature?: boolean;
  readonly isExported?: boolean;
  /** Only a place for others: nobody looks for it here (an `impl` block, a reopened namespace). */
  readonly isScopeOnly?: boolean;
  /** Of a member without a body of its own in code. */
  readonly at?: Node;
}

/** What the symbols around a node are. */
export interface Surroundings {
  readonly kind: SymbolKind | null;
  /** Inside a function's body, where names are nobody else's business. */
  readonly isLocal: boolean;
}

/** What a node of a type defines; none where it defines nothing here. */
export type SyntaxRule = (node: Node, around: Surroundings) => readonly NamedNode[];

export type SyntaxRules = Readonly<Record<string, SyntaxRule>>;

const identifier = /^[\p{L}\p{N}_$#@?!.:~-]{1,120}$/u;

/** A name as it is looked up: without quotes; null for anything computed. */
export function plainName(node: Node | null): string | null {
  if (node === null) return null;
  if (node.endIndex - node.startIndex > 200) return null;
  const name = node.text.replace(/^["'`#]+|["'`]+$/g, '');
  return identifier.test(name) ? name : null;
}

const none: readonly NamedNode[] = [];

/** The node's `name` field. */
export const named =
  (kind: SymbolKind, more: Omit<NamedNode, 'name' | 'kind'> = {}): SyntaxRule =>
  (node) => {
    const name = plainName(node.childForFieldName('name'));
    return name === null ? none : [{ name, kind, ...more }];
  };

/** A function is a method inside a type. */
export const routine =
  (more: Omit<NamedNode, 'name' | 'kind'> = {}): SyntaxRule =>
  (node, { kind, isLocal }) => {
    const name = plainName(node.childForFieldName('name'));
    return name === null ? none : [{ name, kind: !isLocal && kind !== null && isType(kind) ? 'method' : 'function', ...more }];
  };

/** Every `name` of a list (`var a, b int`). */
export const severalNames =
  (kind: SymbolKind, isLocalToo = false): SyntaxRule =>
  (node, { isLocal }) =>
    isLocal && !isLocalToo
      ? none
      : node.childrenForFieldName('name').flatMap((child) => {
          const name = child === null ? null : plainName(child);
          return name === null ? [] : [{ name, kind }];
        });

export const unlessLocal =
  (rule: SyntaxRule): SyntaxRule =>
  (node, around) =>
    around.isLocal ? none : rule(node, around);

export const withBody =
  (rule: SyntaxRule, field = 'body'): SyntaxRule =>
  (node, around) =>
    node.childForFieldName(field) === null ? none : rule(node, around);

const types: ReadonlySet<SymbolKind> = new Set(['class', 'interface', 'struct', 'enum', 'type']);
export const isType = (kind: SymbolKind): boolean => types.has(kind);
