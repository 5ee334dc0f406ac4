/** Text of documents and names may hold control characters; a terminal must not obey them. */
export const plain = (text: string): string => text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '�');

/** A problem and its way out, as two sentences. */
export function told({ message, action }: { readonly message: string; readonly action?: string | null }): string {
  const sentence = (text: string): string => (/[.!?…:]$/.test(text) ? text : `${text}.`);
  return plain(action ? `${sentence(message)} ${sentence(action)}` : message);
}

export const count = (n: number): string => n.toLocaleString('en-US');

export function bytes(n: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let value = n;
  let unit = 0;
  while (value >= 1_000 && unit < units.length - 1) {
    value /= 1_000;
    unit += 1;
  }
  return `${value >= 100 || unit === 0 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

/** Seconds as a person says them. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
  return `${Math.floor(seconds / 3_600)} h ${Math.round((seconds % 3_600) / 60)} min`;
}

export const plural = (n: number, word: string): string => `${count(n)} ${word}${n === 1 ? '' : 's'}`;

/** Rows in columns as wide as their widest cell; the last column is not padded. `width` counts what a terminal shows. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  // oxlint-disable-next-line no-control-regex -- colours take no room
  const shown = (cell: string): number => cell.replaceAll(/\u001b\[\d+m/g, '').length;
  const widths: number[] = [];
  for (const row of rows) for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, shown(cell));
  return rows.map((row) =>
    row
      .map((cell, i) => (i === row.length - 1 ? cell : cell + ' '.repeat((widths[i] ?? 0) - shown(cell))))
      .join('  ')
      .trimEnd(),
  );
}
