import type { Size, Unit } from './pack.ts';
import { packEvenly } from './pack.ts';

/** A text of up to so many chunks is packed as a whole: an edit can move no more than those. */
const wholeChunks = 4;
/** On either side, in chunks: no two anchors are nearer. */
const windowChunks = 2;

/**
 * As `packEvenly`, but an edit moves only the boundaries near it. In a long run, units whose own words give the least hash for some way
 * around begin a stretch that is packed by itself: where stretches begin does not depend on what stands further away (content-defined
 * chunking by local minima; N. Bjørner et al. 2010, "Content-dependent chunking for differential compression, the local maximum approach").
 */
export function packStable(text: string, units: readonly Unit[], size: Size): Unit[] {
  const total = units.reduce((sum, unit) => sum + unit.tokens, 0);
  if (total <= wholeChunks * size.target) return packEvenly(units, size);
  const edges = [0, ...anchors(text, units, windowChunks * size.target), units.length];
  return edges.slice(1).flatMap((edge, index) => packEvenly(units.slice(edges[index], edge), size));
}

/** Indices of units that have the least hash among all that begin within the window before and after. Equal neighbours anchor nothing. */
function anchors(text: string, units: readonly Unit[], window: number): number[] {
  const hashes = units.map((unit) => hashOf(text, unit));
  const places: number[] = [];
  let sum = 0;
  for (const unit of units) {
    places.push(sum);
    sum += unit.tokens;
  }
  // A queue of candidates with growing hashes: each unit enters and leaves once.
  const found: number[] = [];
  const queue: number[] = [];
  let ahead = 0;
  for (let index = 0; index < units.length; index++) {
    const place = places[index] ?? 0;
    for (; ahead < units.length && (places[ahead] ?? 0) <= place + window; ahead++) {
      while (queue.length > 0 && (hashes[queue.at(-1) as number] ?? 0) > (hashes[ahead] ?? 0)) queue.pop();
      queue.push(ahead);
    }
    while (queue.length > 0 && (places[queue[0] as number] ?? 0) < place - window) queue.shift();
    const isLeast = queue[0] === index && hashes[queue[1] ?? -1] !== hashes[index];
    // A stretch at either end is at least half a window long: no crumbs.
    if (isLeast && place >= window / 2 && sum - place >= window / 2) found.push(index);
  }
  return found;
}

const hashedLength = 400;

/** FNV-1a over a unit's first visible characters. */
function hashOf(text: string, unit: Unit): number {
  let hash = 0x811c9dc5;
  const end = Math.min(unit.end, unit.start + hashedLength);
  for (let index = unit.start; index < end; index++) {
    const code = text.charCodeAt(index);
    if (code <= 32) continue;
    hash = Math.imul(hash ^ code, 0x01000193);
  }
  return hash >>> 0;
}
