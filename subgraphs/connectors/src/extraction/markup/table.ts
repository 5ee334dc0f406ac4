/** Rows as a Markdown table, the first as its header. Cells lose their line ends. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const width = Math.max(0, ...rows.map((row) => row.length));
  if (width === 0) return '';
  const line = (cells: readonly string[]): string =>
    `| ${Array.from({ length: width }, (_, index) => (cells[index] ?? '').replace(/\s+/g, ' ').trim().replaceAll('|', '\\|')).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), `| ${Array.from({ length: width }, () => '---').join(' | ')} |`, ...body.map(line)].join('\n');
}

/** A row as RFC 4180 writes it, in one line: a line end within a cell becomes a space. Empty cells at its end are left out. */
export function csvRow(cells: readonly string[]): string {
  let length = cells.length;
  while (length > 0 && (cells[length - 1] ?? '') === '') length -= 1;
  return cells
    .slice(0, length)
    .map((cell) => {
      const text = cell.replace(/[\r\n\f]+/g, ' ').trim();
      return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    })
    .join(',');
}

/** Sheets as pages: a heading with the sheet's name, then one row a line, empty rows left out. */
export const sheetPage = (name: string, rows: readonly string[]): string =>
  `## ${name.replace(/\s+/g, ' ').trim()}\n${rows.filter((row) => row !== '').join('\n')}`;
