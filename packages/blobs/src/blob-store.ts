import type { Readable } from 'node:stream';

/** Content-addressed bytes of an organization. One contract suite (`test/blob-store-contract.ts`) runs for every implementation. */
export interface BlobStore {
  /**
   * Stores bytes under their SHA-256. When it resolves they survive a power failure; before that nobody sees a part of them.
   * Storing what is there already is cheap, and counts as a use (see `delete`). Throws StorageFullError when there is no room.
   */
  put(organization: string, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<StoredBlob>;
  /** Many small blobs at once, in the order given: one wait for the disk instead of one for each. All or an error; on an error some may be stored. */
  putAll(organization: string, contents: readonly Uint8Array[]): Promise<StoredBlob[]>;
  /** Null when absent. The bytes are checked against the hash: throws BlobDamagedError. */
  get(organization: string, hash: string): Promise<Buffer | null>;
  /** Null when absent. Not checked: the reader sees the bytes before the end is known. `start` and `end` (exclusive) are byte offsets. */
  stream(organization: string, hash: string, range?: { start?: number; end?: number }): Promise<Readable | null>;
  has(organization: string, hash: string): Promise<boolean>;
  /**
   * True when it was there and is gone. With `unusedSince` it stays if it was put, also in vain, at or after that time: a collector
   * passes the time before it looked for references, and cannot take what is being referred to meanwhile.
   */
  delete(organization: string, hash: string, options?: { unusedSince?: Date }): Promise<boolean>;
  /** Every blob of an organization, in order of the hash. What is put or deleted meanwhile may be in or not. */
  list(organization: string): AsyncIterable<ListedBlob>;
  /** Every organization that has a folder here: for a collector of what a deleted organization left. */
  organizations(): AsyncIterable<string>;
  removeOrganization(organization: string): Promise<void>;
}

export interface StoredBlob {
  /** SHA-256, 64 lower-case hex digits. */
  readonly hash: string;
  /** Bytes. */
  readonly size: number;
}

export interface ListedBlob extends StoredBlob {
  readonly lastPutAt: Date;
}

export class BlobDamagedError extends Error {
  readonly hash: string;

  constructor(hash: string) {
    super(`The stored bytes are not those of blob ${hash}`);
    this.name = 'BlobDamagedError';
    this.hash = hash;
  }
}
