import type { Reader } from '../reader.ts';

interface Cue {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A pause that begins a paragraph, and how long one may be, in seconds. */
const pause = 3;
const paragraphMax = 45;

const timing = /^[^\S\n]*(?:(\d+):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})[^\S\n]*-->[^\S\n]*(?:(\d+):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})/;

/**
 * Subtitles (SubRip, WebVTT) as what is said: paragraphs that begin with their time, `[00:01:20]`. A sentence that runs over several
 * cues is one line again, so that it is found. A file without a cue is left as it is.
 */
export const readSubtitles: Reader = (_bytes, { decoded }) => {
  const { text, charset } = decoded();
  const cues = cuesOf(text);
  return { text: cues.length === 0 ? text : paragraphsOf(cues).join('\n\n'), title: null, charset };
};

function cuesOf(text: string): Cue[] {
  const cues: Cue[] = [];
  for (const block of text.replace(/\r\n?/g, '\n').split(/\n[^\S\n]*\n+/)) {
    const lines = block.split('\n');
    const at = lines.findIndex((line) => timing.test(line));
    const match = at === -1 ? null : timing.exec(lines[at] ?? '');
    if (match === null) continue;
    const said = lines
      .slice(at + 1)
      .join(' ')
      .replace(/<v(?:\.[^\s<>]*)?\s([^<>]+)>/g, (_voice, name: string) => `${name.trim()}: `)
      .replace(/<[^<>]*>|\{\\[^{}]*\}/g, '')
      .replace(/&amp;/g, '&')
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&nbsp;/g, ' ')
      .replace(/\s+/g, ' ')
      .trim();
    if (said !== '') cues.push({ start: seconds(match, 1), end: seconds(match, 5), text: said });
  }
  return cues;
}

const seconds = (match: RegExpExecArray, from: number): number =>
  Number(match[from] ?? 0) * 3_600 + Number(match[from + 1]) * 60 + Number(match[from + 2]) + Number(`0.${match[from + 3]}`);

function paragraphsOf(cues: readonly Cue[]): string[] {
  const paragraphs: { start: number; end: number; texts: string[] }[] = [];
  for (const { start, end, text } of cues) {
    const last = paragraphs.at(-1);
    const goesOn = last !== undefined && start >= last.start && start - last.end < pause && end - last.start <= paragraphMax;
    if (last === undefined || !goesOn) paragraphs.push({ start, end, texts: [text] });
    else {
      last.end = end;
      // Cues that roll up say the last line again.
      if (last.texts.at(-1) !== text) last.texts.push(text);
    }
  }
  return paragraphs.map(({ start, texts }) => `[${clock(start)}] ${texts.join(' ')}`);
}

function clock(time: number): string {
  const whole = Math.floor(time);
  return [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60, whole % 60].map((part) => String(part).padStart(2, '0')).join(':');
}
