import { createHash } from 'node:crypto';
import { idOf, uuidOf } from '@conhub/subgraph-kit';

/** What a watcher knows: documents by id, each with a short hash of how it was last shown. */
export type KnownHits = ReadonlyMap<string, number>;

const headBytes = 8;
const entryBytes = 20;
const entriesMax = 100;

/** Eight bytes of the question: a position belongs to it. */
export const questionHash = (question: unknown): Buffer =>
  createHash('sha256').update(JSON.stringify(question)).digest().subarray(0, headBytes);

/** The hits a watcher knows, opaque: what a connection that broke goes on from, at any process and after any restart. */
export function encodePosition(question: Buffer, known: KnownHits): string {
  const entries = [...known].map(([documentId, version]) => {
    const entry = Buffer.alloc(entryBytes);
    Buffer.from(uuidOf(documentId).replaceAll('-', ''), 'hex').copy(entry);
    entry.writeUInt32LE(version, 16);
    return entry;
  });
  return Buffer.concat([question, ...entries]).toString('base64url');
}

/** Null for anything that is not a position of this question. */
export function decodePosition(question: Buffer, position: string): Map<string, number> | null {
  const bytes = Buffer.from(position, 'base64url');
  const length = bytes.length - headBytes;
  if (length < 0 || length % entryBytes !== 0 || length / entryBytes > entriesMax) return null;
  if (bytes.toString('base64url') !== position || !bytes.subarray(0, headBytes).equals(question)) return null;
  const known = new Map<string, number>();
  for (let at = headBytes; at < bytes.length; at += entryBytes) {
    const hex = bytes.subarray(at, at + 16).toString('hex');
    const uuid = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    try {
      known.set(idOf('doc', uuid), bytes.readUInt32LE(at + 16));
    } catch {
      return null;
    }
  }
  return known;
}

/** 32 bits of how a hit looks: what is shown of it, not its score. */
export const versionOf = (shown: unknown): number => createHash('sha256').update(JSON.stringify(shown)).digest().readUInt32LE(0);
