import { crc32, inflateRawSync } from 'node:zlib';
import { limits } from '../limits.ts';
import { bomb, damaged, encrypted } from '../unreadable.ts';

/** A document that is a zip archive of parts. Nothing is inflated but what is asked for, and never beyond the limits. */
export interface Archive {
  readonly names: readonly string[];
  /** Names are compared without case, as OPC does. */
  has(name: string): boolean;
  /** Null: there is no such part. Throws Unreadable. */
  read(name: string): Buffer | null;
  /** A part that is XML, decoded. Throws Unreadable also where it declares entities. */
  xml(name: string): string | null;
}

interface Entry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

const endSize = 22;
const commentMax = 65_535;

/**
 * Reads the directory of a zip archive (PKWARE APPNOTE 6.3.10, zip64 too). Throws Unreadable for what is none, for more parts than a document
 * has, and for parts that lie upon each other, which is how the densest bombs are made.
 */
export function openArchive(bytes: Uint8Array): Archive {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = directoryOf(buffer);
  const placed = entries.toSorted((a, b) => a.offset - b.offset);
  if (placed.some(({ offset, packed }, index) => offset + 30 + packed > (placed[index + 1]?.offset ?? Number.POSITIVE_INFINITY)))
    throw bomb('Its parts lie upon each other');
  const byName = new Map(entries.map((entry) => [entry.name.toLowerCase(), entry]));
  let inflated = 0;

  function read(name: string): Buffer | null {
    const entry = byName.get(name.toLowerCase());
    if (entry === undefined) return null;
    const max = Math.min(
      limits.archivePartBytesMax,
      limits.archiveBytesMax - inflated,
      Math.max(limits.archiveRatioFrom, entry.packed * limits.archiveRatioMax),
    );
    const content = contentOf(buffer, entry, max);
    inflated += content.length;
    return content;
  }

  return {
    names: entries.map(({ name }) => name),
    has: (name) => byName.has(name.toLowerCase()),
    read,
    xml(name) {
      const content = read(name);
      return content === null ? null : decodeXml(content);
    },
  };
}

function directoryOf(buffer: Buffer): Entry[] {
  const end = endOf(buffer);
  let count = buffer.readUInt16LE(end + 10);
  let size = buffer.readUInt32LE(end + 12);
  let start = buffer.readUInt32LE(end + 16);
  let last = end;
  if (end >= 20 && buffer.readUInt32LE(end - 20) === 0x07064b50) {
    const at = Number(buffer.readBigUInt64LE(end - 12));
    if (at + 56 > buffer.length || buffer.readUInt32LE(at) !== 0x06064b50) throw damaged('Its directory is cut off');
    count = Number(buffer.readBigUInt64LE(at + 32));
    size = Number(buffer.readBigUInt64LE(at + 40));
    start = Number(buffer.readBigUInt64LE(at + 48));
    last = at;
  }
  if (count > limits.archiveEntriesMax) throw bomb(`It has ${count.toLocaleString('en')} parts`);
  // What stands before the archive (a self-extracting program) moves every offset.
  const shift = last - size - start;
  if (shift < 0) throw damaged('It is cut off');
  const entries: Entry[] = [];
  let at = start + shift;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > buffer.length || buffer.readUInt32LE(at) !== 0x02014b50) throw damaged('Its directory is damaged');
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => buffer.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const extra = buffer.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
    const [unpacked, packed, offset] = wide(extra, [
      buffer.readUInt32LE(at + 24),
      buffer.readUInt32LE(at + 20),
      buffer.readUInt32LE(at + 42),
    ]);
    entries.push({
      name: buffer
        .subarray(at + 46, at + 46 + nameLength)
        .toString('utf8')
        .replaceAll('\\', '/'),
      flags: buffer.readUInt16LE(at + 8),
      method: buffer.readUInt16LE(at + 10),
      crc: buffer.readUInt32LE(at + 16),
      packed,
      size: unpacked,
      offset: offset + shift,
    });
    at += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}

function endOf(buffer: Buffer): number {
  for (let at = buffer.length - endSize; at >= Math.max(0, buffer.length - endSize - commentMax); at -= 1)
    if (buffer.readUInt32LE(at) === 0x06054b50) return at;
  throw damaged('It is cut off, or not what its name says');
}

/** Sizes and offset from the zip64 field, which holds exactly those that did not fit, in this order. */
function wide(extra: Buffer, values: readonly [number, number, number]): [number, number, number] {
  let at = 0;
  while (at + 4 <= extra.length && extra.readUInt16LE(at) !== 1) at += 4 + extra.readUInt16LE(at + 2);
  let field = at + 4;
  const read = (value: number): number => {
    if (value !== 0xffffffff) return value;
    if (field + 8 > extra.length) throw damaged('Its directory is damaged');
    field += 8;
    return Number(extra.readBigUInt64LE(field - 8));
  };
  return [read(values[0]), read(values[1]), read(values[2])];
}

function contentOf(buffer: Buffer, entry: Entry, max: number): Buffer {
  if ((entry.flags & 1) === 1) throw encrypted();
  const { offset } = entry;
  if (offset + 30 > buffer.length || buffer.readUInt32LE(offset) !== 0x04034b50) throw damaged('One of its parts is not there');
  const begin = offset + 30 + buffer.readUInt16LE(offset + 26) + buffer.readUInt16LE(offset + 28);
  if (begin + entry.packed > buffer.length) throw damaged('It is cut off');
  const packed = buffer.subarray(begin, begin + entry.packed);
  const content = unpack(packed, entry, max);
  if (content.length !== entry.size || crc32(content) !== entry.crc) throw damaged('One of its parts is damaged');
  return content;
}

function unpack(packed: Buffer, { method, size }: Entry, max: number): Buffer {
  if (size > max) throw grows();
  if (method === 0) return packed;
  if (method !== 8) throw damaged('One of its parts is packed in a way that nobody reads');
  try {
    // The directory may lie about the size: one byte more than it says is too much.
    return inflateRawSync(packed, { maxOutputLength: size + 1 });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? grows() : damaged('One of its parts is damaged');
  }
}

const grows = (): Error => bomb('It grows out of all proportion when it is unpacked');

function decodeXml(content: Buffer): string {
  const charset =
    content[0] === 0xff && content[1] === 0xfe ? 'utf-16le' : content[0] === 0xfe && content[1] === 0xff ? 'utf-16be' : 'utf-8';
  const text = new TextDecoder(charset).decode(content);
  refuseEntities(text);
  return text;
}

/** No office format needs them; they are how a few bytes of XML become gigabytes. */
export function refuseEntities(xml: string | Buffer): void {
  if (xml.includes('<!ENTITY')) throw bomb('It declares entities of its own');
}
