import { estimateTokens, prefixOfTokens } from './token-estimate.ts';

/** A stretch of text that should stay together. */
export interface Unit {
  readonly start: number;
  readonly end: number;
  readonly tokens: number;
}

export interface Size {
  /** Chunks are filled up to here … */
  readonly target: number;
  /** … and above this only by a crumb of 30 tokens. */
  readonly max: number;
}

export const proseSize: Size = { target: 200, max: 220 };
export const codeSize: Size = { target: 175, max: 195 };

export const unitOf = (text: string, start: number, end: number): Unit => ({ start, end, tokens: estimateTokens(text.slice(start, end)) });

const paragraphBreak = /(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)\s*/g;
/** Where sentences begin in lower case, Unicode's rules see none. */
const stop = /(?<=[.!?…]["'”’)\]]*)\s+/g;
const lineBreak = /\r\n|\n|\r/g;
const wordBreak = /[\s,;]+/g;

/** Cuts at every match; the match itself goes with the part before it, so that the parts cover the range. */
function cutAt(text: string, start: number, end: number, pattern: RegExp): Unit[] {
  const slice = text.slice(start, end);
  const units: Unit[] = [];
  let from = 0;
  for (const match of slice.matchAll(pattern)) {
    const to = match.index + match[0].length;
    if (to === from) continue;
    units.push(unitOf(text, start + from, start + to));
    from = to;
  }
  if (from < slice.length) units.push(unitOf(text, start + from, end));
  return units;
}

/** Never between the halves of a character. */
function characterEnd(text: string, to: number, end: number): number {
  const code = text.charCodeAt(to - 1);
  return to < end && code >= 0xd800 && code <= 0xdbff ? to + 1 : to;
}

function cutByTokens(text: string, start: number, end: number, max: number): Unit[] {
  const units: Unit[] = [];
  let from = start;
  while (from < end) {
    // No estimated token spans more than a few dozen characters, so a window bounds the work on a line of any length.
    const window = text.slice(from, Math.min(end, from + max * 40));
    const to = characterEnd(text, from + Math.max(1, prefixOfTokens(window, max)), end);
    units.push(unitOf(text, from, to));
    from = to;
  }
  return units;
}

type Cutter = (text: string, start: number, end: number) => Unit[];

const at =
  (pattern: RegExp): Cutter =>
  (text, start, end) =>
    cutAt(text, start, end, pattern);

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });
/** The segmenter copies what it is given; sentences are shorter. */
const segmentedLength = 20_000;

/** By Unicode's rules for sentences (UAX #29); a single line break is white space to them, not the end of a sentence. */
const bySentences: Cutter = (text, start, end) => {
  const units: Unit[] = [];
  for (let from = start; from < end;) {
    const to = characterEnd(text, Math.min(end, from + segmentedLength), end);
    const stretch = text.slice(from, to).replace(/[\r\n\f]/g, ' ');
    let last = from;
    for (const { segment, index } of sentences.segment(stretch)) {
      // The last of a stretch that goes on may be half a sentence.
      if (to < end && from + index + segment.length === to && index > 0) break;
      units.push(unitOf(text, from + index, from + index + segment.length));
      last = from + index + segment.length;
    }
    from = last;
  }
  return units;
};

const proseCuts = [at(paragraphBreak), bySentences, at(stop), at(lineBreak), at(wordBreak)];
const lineCuts = [at(lineBreak), at(wordBreak)];

/** Units of at most `size.max` tokens: cut at the strongest boundary that serves, then packed level by level. */
export function proseUnits(text: string, start: number, end: number, size: Size): Unit[] {
  return cutUntilSmall(text, start, end, size, proseCuts);
}

export function lineUnits(text: string, start: number, end: number, size: Size): Unit[] {
  return cutUntilSmall(text, start, end, size, lineCuts);
}

function cutUntilSmall(text: string, start: number, end: number, size: Size, cuts: readonly Cutter[]): Unit[] {
  const whole = unitOf(text, start, end);
  const [cut, ...weaker] = cuts;
  if (whole.tokens <= size.max) return [whole];
  if (cut === undefined) return cutByTokens(text, start, end, size.max);
  const units = cut(text, start, end);
  return units.flatMap((unit) =>
    unit.tokens <= size.max ? [unit] : packEvenly(cutUntilSmall(text, unit.start, unit.end, size, weaker), size),
  );
}

/** Less is no chunk worth having: it goes with its neighbour. */
export const crumbTokens = 30;

/** Joins neighbours into chunks of about equal size, none above the maximum: no crumb at the end. */
export function packEvenly(units: readonly Unit[], size: Size): Unit[] {
  const total = units.reduce((sum, unit) => sum + unit.tokens, 0);
  const target = total / Math.max(1, Math.ceil(total / size.target));
  const packed: Unit[] = [];
  let current: Unit | null = null;
  for (const unit of units) {
    if (current === null) {
      current = unit;
      continue;
    }
    const joined: number = current.tokens + unit.tokens;
    // Better to stop where the distance to the target is smaller.
    if (joined <= size.max && (joined <= target || joined - target < target - current.tokens)) {
      current = { start: current.start, end: unit.end, tokens: joined };
    } else {
      packed.push(current);
      current = unit;
    }
  }
  if (current === null) return packed;
  const last = packed.at(-1);
  // A crumb at the end goes with the chunk before it, even a little above the maximum.
  if (last !== undefined && current.tokens <= crumbTokens && last.tokens + current.tokens <= size.max + crumbTokens) {
    packed[packed.length - 1] = { start: last.start, end: current.end, tokens: last.tokens + current.tokens };
  } else packed.push(current);
  return packed;
}
