const day = 86_400_000;

const spans: Readonly<Record<string, (now: Date, count: number) => number>> = {
  h: (now, count) => now.getTime() - count * 3_600_000,
  d: (now, count) => now.getTime() - count * day,
  w: (now, count) => now.getTime() - count * 7 * day,
  m: (now, count) => now.setUTCMonth(now.getUTCMonth() - count),
  y: (now, count) => now.setUTCFullYear(now.getUTCFullYear() - count),
};

const calendar = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/;
const moment = /^\d{4}-\d{2}-\d{2}t\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:?\d{2})?$/;

/** A count that no calendar holds is a slip of the hand. */
const countMax = 10_000;

/**
 * A time as people write it: `2026`, `2026-11`, `2026-11-21`, `2026-11-21T10:00`, `today`, `yesterday`, or so long ago: `12h`, `7d`, `2w`,
 * `3m` (months), `1y`. Days begin in UTC. Epoch milliseconds of its beginning; `MALFORMED` for what begins like a date and is none; null
 * for what is no date at all.
 */
export function parseQueryDate(text: string, nowMs: number): number | 'MALFORMED' | null {
  const value = text.toLowerCase();
  const today = Math.floor(nowMs / day) * day;
  if (value === 'today') return today;
  if (value === 'yesterday') return today - day;
  if (!/^\d/.test(value)) return null;
  const ago = /^(\d{1,6})([hdwmy])$/.exec(value);
  if (ago !== null) {
    const count = Number(ago[1]);
    const time = count > countMax ? Number.NaN : (spans[ago[2] ?? '']?.(new Date(nowMs), count) ?? Number.NaN);
    return Number.isFinite(time) ? time : 'MALFORMED';
  }
  const date = calendar.exec(value);
  if (date !== null) {
    const [year, month, dayOfMonth] = [Number(date[1]), Number(date[2] ?? 1), Number(date[3] ?? 1)];
    const time = Date.UTC(year, month - 1, dayOfMonth);
    const parsed = new Date(time);
    // 30 February is the beginning of March to JavaScript, and to nobody else.
    const isReal = year >= 1900 && parsed.getUTCMonth() === month - 1 && parsed.getUTCDate() === dayOfMonth;
    return isReal ? time : 'MALFORMED';
  }
  if (!moment.test(value)) return 'MALFORMED';
  const time = Date.parse(/z$|[+-]\d{2}:?\d{2}$/.test(value) ? text : `${text}Z`);
  return Number.isFinite(time) ? time : 'MALFORMED';
}
