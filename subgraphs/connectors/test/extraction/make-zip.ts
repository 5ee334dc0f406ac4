import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipPart {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** What the directory says of its size, where it lies. */
  readonly size?: number;
  readonly flags?: number;
  /** The part's bytes lie at the first part's place. */
  readonly isOverlapping?: boolean;
}

/** A deflated archive, written out here so that it can also lie. */
export function makeZip(parts: readonly ZipPart[]): Buffer {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, content, size, flags = 0, isOverlapping = false } of parts) {
    const raw = Buffer.from(content as string);
    const packed = deflateRawSync(raw, { level: 9 });
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt16LE(flags, 6);
    head.writeUInt16LE(8, 8);
    head.writeUInt32LE(crc32(raw), 14);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt32LE(size ?? raw.length, 22);
    head.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 4);
    head.copy(entry, 6, 4, 30);
    entry.writeUInt32LE(isOverlapping ? 0 : at, 42);
    directory.push(entry, Buffer.from(name));
    if (isOverlapping) continue;
    pieces.push(head, Buffer.from(name), packed);
    at += head.length + name.length + packed.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...pieces, listing, end]);
}

const relationships = (type: string, target: string): string =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/></Relationships>`;

/** A Word document around this body. */
export const docxWith = (document: string | Uint8Array, part: Partial<ZipPart> = {}): Buffer =>
  makeZip([
    { name: '[Content_Types].xml', content: '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>' },
    { name: '_rels/.rels', content: relationships('officeDocument', 'word/document.xml') },
    { name: 'word/document.xml', content: document, ...part },
  ]);

export const wordBody = (paragraphs: string): string =>
  `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${paragraphs}</w:body></w:document>`;

/** An OpenDocument file around this content. */
export const openDocumentWith = (content: string, manifest = '<manifest/>'): Buffer =>
  makeZip([
    { name: 'META-INF/manifest.xml', content: manifest },
    { name: 'content.xml', content },
  ]);

/** A PDF of one page whose text is this stream, filtered as said. */
export function pdfWith(stream: Buffer, filter: string): Buffer {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>',
  ];
  let text = '%PDF-1.4\n';
  const offsets: number[] = [];
  objects.forEach((object, index) => {
    offsets.push(text.length);
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
  });
  offsets.push(text.length);
  text += `4 0 obj\n<< /Length ${stream.length} /Filter ${filter} >>\nstream\n`;
  const head = Buffer.concat([Buffer.from(text, 'latin1'), stream, Buffer.from('\nendstream\nendobj\n')]);
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  return Buffer.concat([
    head,
    Buffer.from(`xref\n0 5\n0000000000 65535 f \n${table}trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n${head.length}\n%%EOF`),
  ]);
}
