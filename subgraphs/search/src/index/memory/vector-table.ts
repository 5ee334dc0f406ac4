import { type Kernel, type KernelBlock, type Scanned, kernel } from '../kernel/kernel.ts';
import { strideOf } from '../kernel/quantize.ts';

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
  /** False: there is no room for it, and nothing has changed. Never after a `reserve` that counted it. */
  add(slot: number, ordinal: number, vector: Float32Array): boolean;
  /** Room for so many rows more than there are, of documents up to this slot. False: there is not so much, and none of it is taken. */
  reserve(rows: number, slot: number): boolean;
  /** Gives blocks that are not needed back to the kernel, some a call; rows have other numbers afterwards. */
  release(): void;
  /** About how many rows could still be added: of what is free, and of what the kernel has left for all tables. */
  roomLeft(): number;
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

/** Rows are moved between two searches: a few milliseconds' worth. */
const blocksPerRelease = 16;

/** How many rows a table that is made now could have, about. */
export const roomFor = (dimension: number, shared: Kernel): number => shared.blocksLeft(strideOf(dimension)) * shared.blockRows;

/** What a scan of no rows finds. */
const nothing: Scanned = { best: new Float32Array(0), met: new Int32Array(0), each: new Float32Array(0) };

export function createVectorTable(dimension: number, shared: Kernel = kernel()): VectorTable {
  const stride = strideOf(dimension);
  const { blockRows } = shared;
  const blockShift = Math.log2(blockRows);
  const blockMask = blockRows - 1;
  const blocks: KernelBlock[] = [];
  const free: number[] = [];
  let ordinalOf = new Int32Array(blockRows);
  let nextRow = new Int32Array(blockRows).fill(-1);
  let firstRow = new Int32Array(256).fill(-1);
  /** Slots with rows are below: a scan looks no further. */
  let slotEnd = 0;
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

  const capacityLeft = (): number => free.length + blocks.length * blockRows - rowCount;
  const blockAt = (row: number): KernelBlock => blocks[row >> blockShift] as KernelBlock;

  function reserve(rows: number, slot: number): boolean {
    const blocksBefore = blocks.length;
    let isThere = true;
    while (isThere && capacityLeft() < rows) {
      const block = shared.takeBlock(stride);
      if (block === null) isThere = false;
      else blocks.push(block);
    }
    const slots = Math.max(slotEnd, slot + 1);
    if (isThere && shared.fitScan({ slots, rows: blocks.length * blockRows, stride })) {
      slotEnd = slots;
      return true;
    }
    for (const block of blocks.splice(blocksBefore)) shared.giveBack(block, stride);
    return false;
  }

  function takeRow(): number {
    const reused = free.pop();
    if (reused !== undefined) return reused;
    const row = rowCount++;
    ordinalOf = grown(ordinalOf, rowCount, 0);
    nextRow = grown(nextRow, rowCount, -1);
    return row;
  }

  const setOwner = (row: number, slot: number): void => {
    shared.integers[blockAt(row).owners / 4 + (row & blockMask)] = slot;
  };

  const exactAt = (row: number): number => blockAt(row).exact + 4 * (row & blockMask) * stride;

  const rowsOf = (slot: number): number[] => {
    const rows: number[] = [];
    for (let row = firstRow[slot] ?? -1; row >= 0; row = nextRow[row] ?? -1) rows.push(row);
    return rows;
  };

  /** The row's document, bytes and place in its chain go to another row, which is free. */
  function moveRow(from: number, to: number): void {
    const [source, target] = [blockAt(from), blockAt(to)];
    const [f, t] = [from & blockMask, to & blockMask];
    const { bytes, integers, floats } = shared;
    floats.copyWithin(target.exact / 4 + t * stride, source.exact / 4 + f * stride, source.exact / 4 + (f + 1) * stride);
    bytes.copyWithin(target.rows + t * stride, source.rows + f * stride, source.rows + (f + 1) * stride);
    floats[target.scales / 4 + t] = floats[source.scales / 4 + f] as number;
    const slot = integers[source.owners / 4 + f] as number;
    integers[target.owners / 4 + t] = slot;
    ordinalOf[to] = ordinalOf[from] as number;
    nextRow[to] = nextRow[from] as number;
    if (firstRow[slot] === from) firstRow[slot] = to;
    else {
      let before = firstRow[slot] as number;
      while (nextRow[before] !== from) before = nextRow[before] as number;
      nextRow[before] = to;
    }
  }

  function release(): void {
    if (capacityLeft() < blockRows) return;
    const blocksKept = Math.max(Math.ceil(liveRows / blockRows), blocks.length - blocksPerRelease);
    const rowsKept = blocksKept * blockRows;
    const holes = free.filter((row) => row < rowsKept);
    for (let row = rowsKept; row < rowCount; row++) {
      if ((shared.integers[blockAt(row).owners / 4 + (row & blockMask)] as number) >= 0) moveRow(row, holes.pop() as number);
    }
    free.length = 0;
    for (const row of holes) free.push(row);
    rowCount = Math.min(rowCount, rowsKept);
    for (const block of blocks.splice(blocksKept)) shared.giveBack(block, stride);
  }

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
      if ((slot >= slotEnd || capacityLeft() === 0) && !reserve(1, slot)) return false;
      const row = takeRow();
      const within = row & blockMask;
      const block = blockAt(row);
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
      return true;
    },
    reserve,
    release,
    roomLeft: () => capacityLeft() + shared.blocksLeft(stride) * blockRows,
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
    scan: (query, passing) => (rowCount === 0 ? nothing : shared.scan(blocks, rowCount, query, passing.subarray(0, slotEnd))),
    close() {
      for (const block of blocks.splice(0)) shared.giveBack(block, stride);
    },
  };
  return table;
}
