import { type KernelBlock, type Scanned, kernel } from '../kernel/kernel.ts';
import { strideOf } from '../kernel/quantize.ts';

/** Rows a block: grows without ever copying what is there. */
const blockRows = 4096;

/**
 * The vectors of an organization in memory, with the document each row belongs to: exact (float32), and in 8 bits in the kernel's memory
 * for the scan. A freed row is used again. Rows of one document are chained, so that a document finds its own.
 */
export interface VectorTable {
  readonly dimension: number;
  /** Hears of every removal, which also comes before every change: whoever keeps a second table beside this one follows it. */
  onRemoved: ((slot: number) => void) | null;
  /** Per row: the chunk's ordinal. */
  readonly ordinalOf: Int32Array;
  add(slot: number, ordinal: number, vector: Float32Array): void;
  removeDocument(slot: number): void;
  rowsOf(slot: number): number[];
  /** A copy. */
  vectorAt(row: number): Float32Array;
  /** The exact product of a row with a query as `queryOf` makes it. */
  product(row: number, query: Float32Array): number;
  /** The query in the length of the rows. */
  queryOf(vector: Float32Array): Float32Array;
  /** The best of each passing document, nearly; see `rowError`. */
  scan(query: Int16Array, passing: Uint8Array): Scanned;
  /** The largest distance of a row from its 8 bits, of all rows there ever were. */
  readonly rowError: number;
  /** The length of the longest of them: 1 where the model normalises. */
  readonly rowLength: number;
  readonly liveRows: number;
  /** Gives the kernel's memory back. */
  close(): void;
}

export function createVectorTable(dimension: number): VectorTable {
  const stride = strideOf(dimension);
  const shared = kernel();
  const blocks: KernelBlock[] = [];
  const free: number[] = [];
  let ordinalOf = new Int32Array(blockRows);
  let nextRow = new Int32Array(blockRows).fill(-1);
  let firstRow = new Int32Array(1024).fill(-1);
  let rowCount = 0;
  let liveRows = 0;
  let rowError = 0;
  let rowLength = 0;

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
    if (row >= blocks.length * blockRows) blocks.push(shared.takeBlock(blockRows, stride));
    ordinalOf = grown(ordinalOf, rowCount, 0);
    nextRow = grown(nextRow, rowCount, -1);
    return row;
  }

  const setOwner = (row: number, slot: number): void => {
    const block = blocks[Math.floor(row / blockRows)] as KernelBlock;
    shared.integers[block.owners / 4 + (row % blockRows)] = slot;
  };

  const exactAt = (row: number): number => (blocks[Math.floor(row / blockRows)] as KernelBlock).exact + 4 * (row % blockRows) * stride;

  const rowsOf = (slot: number): number[] => {
    const rows: number[] = [];
    for (let row = firstRow[slot] ?? -1; row >= 0; row = nextRow[row] ?? -1) rows.push(row);
    return rows;
  };

  const table: VectorTable = {
    onRemoved: null,
    dimension,
    get ordinalOf() {
      return ordinalOf;
    },
    get liveRows() {
      return liveRows;
    },
    get rowError() {
      return rowError;
    },
    get rowLength() {
      return rowLength;
    },
    add(slot, ordinal, vector) {
      const row = takeRow();
      const within = row % blockRows;
      const block = blocks[Math.floor(row / blockRows)] as KernelBlock;
      const exact = block.exact / 4 + within * stride;
      shared.floats.set(vector, exact);
      // A block that was given back holds what it held.
      if (stride > dimension) shared.floats.fill(0, exact + dimension, exact + stride);
      const { scale, error, length } = shared.quantize(4 * exact, block.rows + within * stride, stride);
      shared.floats[block.scales / 4 + within] = scale;
      rowError = Math.max(rowError, error);
      rowLength = Math.max(rowLength, length);
      setOwner(row, slot);
      firstRow = grown(firstRow, slot + 1, -1);
      ordinalOf[row] = ordinal;
      nextRow[row] = firstRow[slot] ?? -1;
      firstRow[slot] = row;
      liveRows++;
    },
    removeDocument(slot) {
      for (const row of rowsOf(slot)) {
        setOwner(row, -1);
        nextRow[row] = -1;
        free.push(row);
        liveRows--;
      }
      if (slot < firstRow.length) firstRow[slot] = -1;
      table.onRemoved?.(slot);
    },
    rowsOf,
    vectorAt: (row) => shared.floats.slice(exactAt(row) / 4, exactAt(row) / 4 + dimension),
    product: (row, query) => shared.product(exactAt(row), query),
    queryOf(vector) {
      const query = new Float32Array(stride);
      query.set(vector);
      return query;
    },
    scan: (query, passing) => shared.scan(blocks, rowCount, blockRows, query, passing),
    close() {
      for (const block of blocks.splice(0)) shared.giveBack(block, blockRows, stride);
    },
  };
  return table;
}
