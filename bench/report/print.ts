import type { Figure, Report } from './figure.ts';

/** What programs read: one JSON object on one line. A figure that could not be measured is null, and does not hold. */
export const jsonLine = (report: Report): string => JSON.stringify({ bench: report.bench, figures: report.figures.map(plainFigure) });

const plainFigure = ({ name, value, unit, limit, holds }: Figure) => ({
  name,
  value: Number.isFinite(value) ? value : null,
  unit,
  limit: limit?.value ?? null,
  holds,
});

/** What people read: name, value and unit, limit, and whether it holds. */
export function table({ bench, figures }: Report): string {
  const rows = figures.map(({ name, value, unit, limit, holds }) => ({
    name,
    value: written(value),
    unit,
    limit: limit === null ? '' : `${limit.relation} ${written(limit.value)}`,
    verdict: holds === null ? '' : holds ? 'holds' : 'DOES NOT HOLD',
  }));
  const width = (column: 'name' | 'value' | 'unit' | 'limit'): number => Math.max(0, ...rows.map((row) => row[column].length));
  const [name, value, unit, limit] = [width('name'), width('value'), width('unit'), width('limit')];
  const lines = rows.map((row) =>
    `  ${row.name.padEnd(name)}  ${row.value.padStart(value)} ${row.unit.padEnd(unit)}  ${row.limit.padEnd(limit)}  ${row.verdict}`.trimEnd(),
  );
  return [bench, ...lines].join('\n');
}

/** Three significant digits, and all of a whole number. */
function written(value: number): string {
  if (!Number.isFinite(value)) return 'none';
  if (Number.isInteger(value) || Math.abs(value) >= 1_000) return Math.round(value).toLocaleString('en');
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 1 ? 2 : 3;
  return value.toFixed(digits);
}
