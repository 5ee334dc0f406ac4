import { readFileSync } from 'node:fs';

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

/**
 * The memory and the code of the scan: one for a thread, shared by all organizations, because each WebAssembly memory reserves gigabytes
 * of address space. Blocks that are given back are used again.
 */
export interface Kernel {
  takeBlock(rows: number, stride: number): KernelBlock;
  giveBack(block: KernelBlock, rows: number, stride: number): void;
  /** Views of the whole memory, until it grows: never kept over a `takeBlock` or `scan`. */
  readonly bytes: Int8Array;
  readonly integers: Int32Array;
  readonly floats: Float32Array;
  /**
   * Makes the 8 bits of an exact row, symmetric: v ≈ scale · n with n in −127 … 127. `error` is ‖v − scale · n‖, so that by Cauchy and
   * Schwarz any product with a query is wrong by at most that length times the query's.
   */
  quantize(exact: number, row: number, stride: number): { readonly scale: number; readonly error: number; readonly length: number };
  /** The product of the row at this address with an exact query, whose length is a multiple of 16. */
  product(row: number, query: Float32Array): number;
  scan(blocks: readonly KernelBlock[], rowCount: number, blockRows: number, query: Int16Array, passing: Uint8Array): Scanned;
}

const pageBytes = 65_536;
/** All addresses are a multiple of a cache line. */
const alignment = 64;
const aligned = (bytes: number): number => Math.ceil(bytes / alignment) * alignment;

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

function createKernel(): Kernel {
  const { WebAssembly } = globalThis as unknown as { WebAssembly: WebAssemblyApi };
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65_536 });
  const module = new WebAssembly.Module(readFileSync(new URL('./scan.wasm', import.meta.url)));
  const { scan, quantize, product } = new WebAssembly.Instance(module, { index: { memory } }).exports as {
    scan: Scan;
    quantize: (exact: number, row: number, facts: number, stride: number) => void;
    product: (row: number, query: number, stride: number) => number;
  };
  // The first line of memory: three numbers about a row.
  const facts = 0;
  let used = alignment;
  let bytes = new Int8Array(memory.buffer);
  let integers = new Int32Array(memory.buffer);
  let floats = new Float32Array(memory.buffer);
  const free = new Map<number, number[]>();
  let scratch = { query: 0, exactQuery: 0, passing: 0, best: 0, met: 0, slots: 0, stride: 0 };
  let each = { at: 0, rows: 0 };
  let loaded: Float32Array | null = null;

  function take(size: number): number {
    const reused = free.get(size)?.pop();
    if (reused !== undefined) return reused;
    const at = used;
    used += aligned(size);
    if (used > memory.buffer.byteLength) {
      memory.grow(Math.ceil((used - memory.buffer.byteLength) / pageBytes));
      bytes = new Int8Array(memory.buffer);
      integers = new Int32Array(memory.buffer);
      floats = new Float32Array(memory.buffer);
    }
    return at;
  }

  const blockBytes = (rows: number, stride: number): number => aligned(4 * rows * stride) + aligned(rows * stride) + 2 * aligned(4 * rows);

  /** Room for a query; grown in steps of two, so that what is left behind is never more than what is in use. */
  function fitScratch(slots: number, stride: number): void {
    if (slots <= scratch.slots && stride <= scratch.stride) return;
    const room = Math.max(1024, 2 ** Math.ceil(Math.log2(Math.max(slots, scratch.slots, 1))));
    const width = Math.max(stride, scratch.stride);
    scratch = {
      query: take(2 * width),
      exactQuery: take(4 * width),
      passing: take(room),
      best: take(4 * room),
      met: take(4 * room),
      slots: room,
      stride: width,
    };
    loaded = null;
  }

  return {
    takeBlock(rows, stride) {
      const exact = take(blockBytes(rows, stride));
      const first = exact + aligned(4 * rows * stride);
      const owners = first + aligned(rows * stride);
      return { exact, rows: first, owners, scales: owners + aligned(4 * rows) };
    },
    giveBack(block, rows, stride) {
      const size = blockBytes(rows, stride);
      const sameSize = free.get(size);
      if (sameSize === undefined) free.set(size, [block.exact]);
      else sameSize.push(block.exact);
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
        fitScratch(1, query.length);
        floats.set(query, scratch.exactQuery / 4);
        loaded = query;
      }
      return product(row, scratch.exactQuery, query.length);
    },
    scan(blocks, rowCount, blockRows, query, passing) {
      const stride = query.length;
      fitScratch(passing.length, stride);
      if (rowCount > each.rows) {
        const rows = 2 ** Math.ceil(Math.log2(rowCount));
        each = { at: take(4 * rows), rows };
      }
      bytes.set(new Int8Array(query.buffer, query.byteOffset, query.byteLength), scratch.query);
      new Uint8Array(memory.buffer).set(passing, scratch.passing);
      floats.fill(-Infinity, scratch.best / 4, scratch.best / 4 + passing.length);
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
          scratch.query,
          scratch.passing,
          passing.length,
          scratch.best,
          scratch.met,
          metCount,
          each.at + 4 * index * blockRows,
        );
      });
      return {
        best: floats.subarray(scratch.best / 4, scratch.best / 4 + passing.length),
        met: integers.subarray(scratch.met / 4, scratch.met / 4 + metCount),
        each: floats.subarray(each.at / 4, each.at / 4 + rowCount),
      };
    },
  };
}

let kernelOfThread: Kernel | null = null;

/** The thread's own. */
export const kernel = (): Kernel => (kernelOfThread ??= createKernel());
