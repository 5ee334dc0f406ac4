/** What a piece of code or data is called by. */
export type SymbolKind =
  | 'class'
  | 'interface'
  | 'struct'
  | 'enum'
  | 'type'
  | 'module'
  | 'function'
  | 'method'
  | 'constructor'
  | 'constant'
  | 'variable'
  | 'property'
  | 'macro'
  | 'alias'
  | 'key';

/** A name and what it stands for; `end` bounds what belongs to it. */
export interface PlacedSymbol {
  readonly name: string;
  readonly kind: SymbolKind;
  /** Names of what it stands in, outermost first. */
  readonly containers: readonly string[];
  /** Offset of the beginning of the line that names it. */
  readonly start: number;
  /** Offset after its last character. */
  readonly end: number;
  /** Higher: more of a definition (a class over a constant, top level over a member, a body over a signature). */
  readonly weight: number;
}

const containersShown = 2;

/** Container and name, for example `Session.refresh`. */
export const qualifiedName = ({ containers, name }: Pick<PlacedSymbol, 'containers' | 'name'>): string =>
  [...containers.slice(-containersShown), name].join('.');
