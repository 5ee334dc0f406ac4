import { readFileSync } from 'node:fs';
import { aligned, createRegions } from './regions.ts';

/** What one document's best row gives at most differs from the truth, and the documents met. Valid until the next scan. */
export interface Scanned {
  /** Per slot; only that of a slot in `met` means anything. In units of the query's scale. */
  readonly best: Float32Array;
  readonly met: Int32Array;
  /** Per row, of documents that were met. In the same units. */
  readonly each: Float32Array;
}

/** A block of rows in the kernel's memory: addresses. */
export interface KernelBlock {
  /** The vectors themselves: float32, `stride` numbers a row. */
  readonly exact: number;
  /** The same in 8 bits. */
  readonly rows: number;
  /** A document's slot a row, and what one unit of the row's 8 bits stands for. */
  readonly owners: number;
  readonly scales: number;
}

/** What a scan needs beside the rows. */
export interface ScanSize {
  /** Of documents: all that have rows are below. */
  readonly slots: number;
  readonly rows: number;
  readonly stride: number;
}

export interface KernelOptions {
  /** Where its memory ends; 4 GiB unless given, which is where WebAssembly's does. */
  readonly bytesMax?: number;
  /** Rows a block: a power of two. */
  readonly blockRows?: number;
}

/**
 * The memory and the code of the scan: one for a thread, shared by all organizations, because each WebAssembly memory reserves gigabytes
 * of address space. It ends somewhere, so room is asked for before it is needed, and nothing here throws for want of it.
 */
export interface Kernel {
  readonly blockRows: number;
  /** Null: there is no room. */
  takeBlock(stride: number): KernelBlock | null;
  giveBack(block: KernelBlock, stride: number): void;
  /** How many blocks could still be taken, nearly. */
  blocksLeft(stride: number): number;
  /** Makes sure that scans of this size can run. False: there is no room for it. */
  fitScan(size: ScanSize): boolean;
  /** Views of the whole memory, until it grows: never kept over a `takeBlock` or `fitScan`. */
  readonly bytes: Int8Array;
  readonly integers: Int32Array;
  readonly floats: Float32Array;
  /**
   * Makes the 8 bits of an exact row, symmetric: v ≈ scale · n with n in −127 … 127. `error` is ‖v − scale · n‖, so that by Cauchy and
   * Schwarz any product with a query is wrong by at most that length times the query's.
   */
  quantize(exact: number, row: number, stride: number): { readonly scale: number; readonly error: number; readonly length: number };
  /** The product of the row at this address with an exact query in the length of its row. */
  product(row: number, query: Float32Array): number;
  /** Of a size that `fitScan` has answered. */
  scan(blocks: readonly KernelBlock[], rowCount: number, query: Int16Array, passing: Uint8Array): Scanned;
}

const pageBytes = 65_536;
/** The first line of memory: three numbers about a row. The last is nobody's: in 32 bits an address behind it would be 0. */
const line = 64;
const wholeMemory = 65_536 * pageBytes;
/** Small enough that an organization of one document takes half a megabyte of 4 GiB, large enough that a call of the kernel costs nothing. */
const rowsOfBlock = 256;
/** Growing takes a millisecond or more, and what is never written takes no memory of the system: 32 MB at a time. */
const growPages = 512;

type Scan = (
  rows: number,
  owners: number,
  scales: number,
  count: number,
  stride: number,
  query: number,
  passing: number,
  slots: number,
  best: number,
  met: number,
  metCount: number,
  each: number,
) => number;

/** The part of WebAssembly that is used here; the types of Node do not name it. */
interface WebAssemblyApi {
  readonly Memory: new (pages: { initial: number; maximum: number }) => { readonly buffer: ArrayBuffer; grow(pages: number): number };
  readonly Module: new (code: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: Readonly<Record<string, unknown>> };
}

export function createKernel({ bytesMax = wholeMemory, blockRows = rowsOfBlock }: KernelOptions = {}): Kernel {
  const { WebAssembly } = globalThis as unknown as { WebAssembly: WebAssemblyApi };
  const maximum = Math.ceil(Math.min(bytesMax, wholeMemory) / pageBytes);
  const memory = new WebAssembly.Memory({ initial: 1, maximum });
  const module = new WebAssembly.Module(readFileSync(new URL('./scan.wasm', import.meta.url)));
  const { scan, quantize, product } = new WebAssembly.Instance(module, { index: { memory } }).exports as {
    scan: Scan;
    quantize: (exact: number, row: number, facts: number, stride: number) => void;
    product: (row: number, query: number, stride: number) => number;
  };
  const facts = 0;
  const regions = createRegions(line, Math.min(bytesMax, wholeMemory) - line);
  let bytes = new Int8Array(memory.buffer);
  let integers = new Int32Array(memory.buffer);
  let floats = new Float32Array(memory.buffer);
  const scratch = { query: piece(), exactQuery: piece(), passing: piece(), best: piece(), met: piece(), each: piece() };
  let fitted: ScanSize = { slots: 0, rows: 0, stride: 0 };
  let loaded: Float32Array | null = null;

  function take(size: number): number | null {
    const at = regions.take(size);
    if (at === null) return null;
    const missing = Math.ceil((at + size - memory.buffer.byteLength) / pageBytes);
    if (missing <= 0) return at;
    try {
      memory.grow(Math.min(Math.max(missing, growPages), maximum - memory.buffer.byteLength / pageBytes));
    } catch {
      // The system has less than WebAssembly would allow.
      regions.giveBack(at, size);
      return null;
    }
    bytes = new Int8Array(memory.buffer);
    integers = new Int32Array(memory.buffer);
    floats = new Float32Array(memory.buffer);
    return at;
  }

  /** Another size for a piece of scratch, which holds nothing between two scans. False: it is as it was. */
  function resize(scrap: Piece, size: number): boolean {
    if (size <= scrap.size) return true;
    if (scrap.size > 0) regions.giveBack(scrap.at, scrap.size);
    const at = take(size);
    if (at === null) {
      // Nobody has taken it meanwhile, and all below is free or taken as it was.
      if (scrap.size > 0) scrap.at = regions.take(scrap.size) as number;
      return false;
    }
    Object.assign(scrap, { at, size });
    return true;
  }

  const blockBytes = (stride: number): number => aligned(4 * blockRows * stride) + aligned(blockRows * stride) + 2 * aligned(4 * blockRows);

  return {
    blockRows,
    takeBlock(stride) {
      const exact = take(blockBytes(stride));
      if (exact === null) return null;
      const rows = exact + aligned(4 * blockRows * stride);
      const owners = rows + aligned(blockRows * stride);
      return { exact, rows, owners, scales: owners + aligned(4 * blockRows) };
    },
    giveBack(block, stride) {
      regions.giveBack(block.exact, blockBytes(stride));
    },
    blocksLeft: (stride) => regions.count(blockBytes(stride)),
    fitScan({ slots, rows, stride }) {
      if (slots <= fitted.slots && rows <= fitted.rows && stride <= fitted.stride) return true;
      // In steps, so that it is seldom.
      const larger = {
        slots: slots <= fitted.slots ? fitted.slots : roomy(Math.max(slots, 256)),
        rows: rows <= fitted.rows ? fitted.rows : roomy(Math.max(rows, blockRows)),
        stride: Math.max(stride, fitted.stride),
      };
      const fits =
        resize(scratch.query, 2 * larger.stride) &&
        resize(scratch.exactQuery, 4 * larger.stride) &&
        resize(scratch.passing, larger.slots) &&
        resize(scratch.best, 4 * larger.slots) &&
        resize(scratch.met, 4 * larger.slots) &&
        resize(scratch.each, 4 * larger.rows);
      loaded = null;
      if (fits) fitted = larger;
      return fits;
    },
    get bytes() {
      return bytes;
    },
    get integers() {
      return integers;
    },
    get floats() {
      return floats;
    },
    quantize(exact, row, stride) {
      quantize(exact, row, facts, stride);
      const [scale = 0, wrong = 0, squares = 0] = floats.subarray(facts / 4, facts / 4 + 3);
      return { scale, error: Math.sqrt(wrong), length: Math.sqrt(squares) };
    },
    product(row, query) {
      if (loaded !== query) {
        floats.set(query, scratch.exactQuery.at / 4);
        loaded = query;
      }
      return product(row, scratch.exactQuery.at, query.length);
    },
    scan(blocks, rowCount, query, passing) {
      const stride = query.length;
      const [best, met, each] = [scratch.best.at, scratch.met.at, scratch.each.at];
      bytes.set(new Int8Array(query.buffer, query.byteOffset, query.byteLength), scratch.query.at);
      new Uint8Array(memory.buffer).set(passing, scratch.passing.at);
      floats.fill(-Infinity, best / 4, best / 4 + passing.length);
      let metCount = 0;
      blocks.forEach(({ rows, owners, scales }, index) => {
        const count = Math.min(blockRows, rowCount - index * blockRows);
        if (count <= 0) return;
        metCount = scan(
          rows,
          owners,
          scales,
          count,
          stride,
          scratch.query.at,
          scratch.passing.at,
          passing.length,
          best,
          met,
          metCount,
          each + 4 * index * blockRows,
        );
      });
      return {
        best: floats.subarray(best / 4, best / 4 + passing.length),
        met: integers.subarray(met / 4, met / 4 + metCount),
        each: floats.subarray(each / 4, each / 4 + rowCount),
      };
    },
  };
}

/** A part of the scratch. */
interface Piece {
  at: number;
  size: number;
}
const piece = (): Piece => ({ at: line, size: 0 });
/** Doubled while that is little, then in equal steps. */
const roomy = (least: number): number => (least <= 65_536 ? 2 ** Math.ceil(Math.log2(least)) : Math.ceil(least / 65_536) * 65_536);

let kernelOfThread: Kernel | null = null;

/** The thread's own. */
export const kernel = (): Kernel => (kernelOfThread ??= createKernel());
