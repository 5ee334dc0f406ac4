import { kindIndex } from '../document-kind.ts';

/** What a scan needs of a document, by slot: the rest is read from the store for the page's documents only. */
export interface DocumentTable {
  /** Slots below this may be in use. */
  readonly slotCount: number;
  /** 1: searchable, if the viewer may see it. */
  readonly live: Uint8Array;
  /** Dense index of the access set. */
  readonly access: Int32Array;
  readonly source: Int32Array;
  readonly kind: Uint8Array;
  readonly language: Int32Array;
  readonly author: Int32Array;
  readonly updatedAt: Float64Array;
  readonly ids: readonly string[];
  readonly sources: Dictionary;
  readonly languages: Dictionary;
  readonly authors: Dictionary;
  put(slot: number, document: DocumentFacts): void;
  remove(slot: number): void;
  removeSource(sourceId: string): number[];
  readonly liveCount: number;
}

export interface DocumentFacts {
  readonly id: string;
  readonly sourceId: string;
  readonly accessIndex: number;
  readonly kind: string;
  readonly language: string | null;
  readonly authorKey: string | null;
  readonly updatedAt: number;
}

/** Small numbers for repeated strings; null is 0. */
export interface Dictionary {
  numberOf(value: string | null): number;
  /** -1 for a value never seen. */
  find(value: string): number;
  valueOf(number: number): string | null;
}

function createDictionary(): Dictionary {
  const numbers = new Map<string, number>();
  const values: (string | null)[] = [null];
  return {
    numberOf(value) {
      if (value === null) return 0;
      let number = numbers.get(value);
      if (number === undefined) {
        number = values.length;
        numbers.set(value, number);
        values.push(value);
      }
      return number;
    },
    find: (value) => numbers.get(value) ?? -1,
    valueOf: (number) => values[number] ?? null,
  };
}

export function createDocumentTable(): DocumentTable {
  let capacity = 1024;
  let slotCount = 0;
  let liveCount = 0;
  let live = new Uint8Array(capacity);
  let kind = new Uint8Array(capacity);
  let access = new Int32Array(capacity);
  let source = new Int32Array(capacity);
  let language = new Int32Array(capacity);
  let author = new Int32Array(capacity);
  let updatedAt = new Float64Array(capacity);
  const ids: string[] = [];
  const sources = createDictionary();
  const languages = createDictionary();
  const authors = createDictionary();

  function grow(slot: number): void {
    if (slot < capacity) return;
    capacity = Math.max(slot + 1, capacity * 2);
    const larger = <T extends Uint8Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer>>(
      array: T,
      make: (length: number) => T,
    ): T => {
      const result = make(capacity);
      result.set(array);
      return result;
    };
    live = larger(live, (length) => new Uint8Array(length));
    kind = larger(kind, (length) => new Uint8Array(length));
    access = larger(access, (length) => new Int32Array(length));
    source = larger(source, (length) => new Int32Array(length));
    language = larger(language, (length) => new Int32Array(length));
    author = larger(author, (length) => new Int32Array(length));
    updatedAt = larger(updatedAt, (length) => new Float64Array(length));
  }

  function remove(slot: number): void {
    if (live[slot] === 1) liveCount--;
    if (slot < slotCount) live[slot] = 0;
  }

  return {
    get slotCount() {
      return slotCount;
    },
    get live() {
      return live;
    },
    get access() {
      return access;
    },
    get source() {
      return source;
    },
    get kind() {
      return kind;
    },
    get language() {
      return language;
    },
    get author() {
      return author;
    },
    get updatedAt() {
      return updatedAt;
    },
    get liveCount() {
      return liveCount;
    },
    ids,
    sources,
    languages,
    authors,
    put(slot, document) {
      grow(slot);
      slotCount = Math.max(slotCount, slot + 1);
      if (live[slot] !== 1) liveCount++;
      live[slot] = 1;
      access[slot] = document.accessIndex;
      source[slot] = sources.numberOf(document.sourceId);
      kind[slot] = kindIndex(document.kind);
      language[slot] = languages.numberOf(document.language);
      author[slot] = authors.numberOf(document.authorKey);
      updatedAt[slot] = document.updatedAt;
      ids[slot] = document.id;
    },
    remove,
    removeSource(sourceId) {
      const number = sources.find(sourceId);
      const removed: number[] = [];
      for (let slot = 0; slot < slotCount; slot++) {
        if (live[slot] === 1 && source[slot] === number) {
          remove(slot);
          removed.push(slot);
        }
      }
      return removed;
    },
  };
}
