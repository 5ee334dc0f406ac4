/** Rows a block: grows without ever copying what is there. */
const blockRows = 4096;

/**
 * The vectors of an organization in memory, flat, with the document each row belongs to. A freed row is used again. Rows of one document
 * are chained, so that the page's documents find theirs.
 */
export interface VectorTable {
  readonly dimension: number;
  readonly blocks: readonly Float32Array[];
  readonly blockRows: number;
  /** Rows in use or free: everything below has been written. */
  readonly rowCount: number;
  /** Per row: the document's slot, -1 for a free row. */
  readonly documentOf: Int32Array;
  /** Per row: the chunk's ordinal. */
  readonly ordinalOf: Int32Array;
  add(slot: number, ordinal: number, vector: Float32Array): void;
  removeDocument(slot: number): void;
  rowsOf(slot: number): number[];
  readonly liveRows: number;
}

export function createVectorTable(dimension: number): VectorTable {
  const blocks: Float32Array[] = [];
  const free: number[] = [];
  let documentOf = new Int32Array(blockRows).fill(-1);
  let ordinalOf = new Int32Array(blockRows);
  let nextRow = new Int32Array(blockRows).fill(-1);
  let firstRow = new Int32Array(1024).fill(-1);
  let rowCount = 0;
  let liveRows = 0;

  const grown = (array: Int32Array<ArrayBuffer>, length: number, fill: number): Int32Array<ArrayBuffer> => {
    if (length <= array.length) return array;
    const larger = new Int32Array(Math.max(length, array.length * 2)).fill(fill, array.length);
    larger.set(array);
    return larger;
  };

  function takeRow(): number {
    const reused = free.pop();
    if (reused !== undefined) return reused;
    const row = rowCount++;
    if (row >= blocks.length * blockRows) blocks.push(new Float32Array(blockRows * dimension));
    documentOf = grown(documentOf, rowCount, -1);
    ordinalOf = grown(ordinalOf, rowCount, 0);
    nextRow = grown(nextRow, rowCount, -1);
    return row;
  }

  const rowsOf = (slot: number): number[] => {
    const rows: number[] = [];
    for (let row = firstRow[slot] ?? -1; row >= 0; row = nextRow[row] ?? -1) rows.push(row);
    return rows;
  };

  return {
    dimension,
    blocks,
    blockRows,
    get rowCount() {
      return rowCount;
    },
    get documentOf() {
      return documentOf;
    },
    get ordinalOf() {
      return ordinalOf;
    },
    get liveRows() {
      return liveRows;
    },
    add(slot, ordinal, vector) {
      const row = takeRow();
      blocks[Math.floor(row / blockRows)]?.set(vector, (row % blockRows) * dimension);
      firstRow = grown(firstRow, slot + 1, -1);
      documentOf[row] = slot;
      ordinalOf[row] = ordinal;
      nextRow[row] = firstRow[slot] ?? -1;
      firstRow[slot] = row;
      liveRows++;
    },
    removeDocument(slot) {
      for (const row of rowsOf(slot)) {
        documentOf[row] = -1;
        nextRow[row] = -1;
        free.push(row);
        liveRows--;
      }
      if (slot < firstRow.length) firstRow[slot] = -1;
    },
    rowsOf,
  };
}
