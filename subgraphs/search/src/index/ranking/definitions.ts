import { isStructured } from '../../analyzer/identifier.ts';
import type { Organization } from '../organization.ts';

export interface DefinitionHit {
  readonly slot: number;
  readonly line: number;
  /** Higher is closer to what was asked for. */
  readonly fit: number;
  /** In all the containers that were named. */
  readonly isContained: boolean;
}

interface SymbolRow {
  readonly doc: number;
  readonly line: number;
  readonly exact: string;
  readonly kind: string;
  readonly weight: number;
}

/** A word that is also a name: only things of this weight are meant by it (types, functions, what a file gives out). */
const plainWeightMin = 5;
const exactFit = 10;
const qualifiedFit = 20;
/** Whose path is looked at: equal names are told apart by where they stand. */
const comparedMax = 200;

/** What is derived from something else, or only tries it out: its source comes first. */
const derivedPath = /\.d\.[cm]?tsx?$|\.pyi$|\.min\.|(?:^|[/._-])(?:generated|dist|build|vendor|node_modules|third_party)(?:[/._-]|$)/i;
const triedPath = /(?:^|[/._-])(?:tests?|specs?|__tests__|examples?|fixtures?|mocks?|benchmarks?|bench)(?:[/._-]|$)/i;

function placeFit(path: string): number {
  return (derivedPath.test(path) ? -0.5 : 0) + (triedPath.test(path) ? -0.75 : 0);
}

/** Passing documents that define the name, the best first: written exactly so, in the container that was named, the larger thing, at its source. */
export function definitionsOf({ sqlite, passing }: Organization, name: readonly string[], size: number): DefinitionHit[] {
  const last = name.at(-1);
  if (last === undefined) return [];
  const isPlain = name.length === 1 && !isStructured(last) && last === last.toLowerCase();
  const best = new Map<number, DefinitionHit>();
  const rows = sqlite.iterate<SymbolRow & object>(
    'select doc, line, exact, kind, weight from words.symbols where name = ?',
    last.toLowerCase(),
  );
  for (const { doc, line, exact, kind, weight } of rows) {
    if (passing[doc] !== 1) continue;
    const isExact = exact.endsWith(last) && (exact.length === last.length || exact.at(-last.length - 1) === '.');
    // Without its capitals a name looks like a word; no word is written with capitals inside.
    if (isPlain && !(isExact ? weight >= plainWeightMin : isStructured(exact.slice(-last.length)))) continue;
    const contained = containedShare(exact, name);
    const fit = weight + (isExact ? exactFit : 0) + qualifiedFit * contained - (kind === 'alias' ? 1 : 0);
    const known = best.get(doc);
    if (known === undefined || fit > known.fit) best.set(doc, { slot: doc, line, fit, isContained: contained === 1 });
  }
  const byFit = [...best.values()].sort((a, b) => b.fit - a.fit || a.slot - b.slot);
  const compared = byFit.slice(0, comparedMax).map((hit) => {
    const path = sqlite.get<{ path: string | null }>('select path from documents where slot = ?', hit.slot)?.path ?? '';
    return { ...hit, fit: hit.fit + placeFit(path) };
  });
  return compared.sort((a, b) => b.fit - a.fit || a.slot - b.slot).slice(0, size);
}

/** How many of the containers that were named it stands in, the nearest first: 0 to 1. */
function containedShare(exact: string, name: readonly string[]): number {
  if (name.length === 1) return 0;
  const containers = exact.toLowerCase().split('.').slice(0, -1).toReversed();
  const wanted = name.slice(0, -1).toReversed();
  const held = wanted.findIndex((container, index) => containers[index] !== container.toLowerCase());
  const count = held < 0 ? wanted.length : held;
  return count / wanted.length;
}
