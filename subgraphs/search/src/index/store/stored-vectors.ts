import type { Sqlite } from './sqlite.ts';
import { bytesOf, vectorOf } from './vector-bytes.ts';

/** Rows a step: enough that the step costs nothing, few enough that they are garbage before they are old. */
const rowsPerStep = 64;
/** The most that SQLite maps. Only while vectors are read: pages that are looked at once are not copied then. */
const mappedBytes = 2 ** 31 - 65_536;

/**
 * Calls `visit` with each vector of the model and the chunk it belongs to; a vector that several chunks share comes for each. Read in two
 * passes, where a chunk's vector lies and then the vectors as they lie in the file: half the time of a join that answers them together.
 */
export function eachVector(sqlite: Sqlite, modelId: string, visit: (doc: number, ordinal: number, vector: Float32Array) => void): void {
  // Three lists of numbers, written by SQLite and parsed at once: a row each would be a hundred thousand objects.
  const places = sqlite.get<{ ids: string; docs: string; ordinals: string }>(
    `select json_group_array(id) as ids, json_group_array(doc) as docs, json_group_array(ordinal) as ordinals from (
       select v.id, c.doc, c.ordinal from words.chunks c indexed by chunks_key
         cross join vectors v indexed by vectors_key on v.key = c.key and v.model = ? order by v.id)`,
    modelId,
  );
  const [ids, docs, ordinals] = [places?.ids, places?.docs, places?.ordinals].map((list) => JSON.parse(list ?? '[]') as number[]);
  if (ids === undefined || docs === undefined || ordinals === undefined) return;
  // Both in the order of the vectors; one that is shared has several places in a row.
  let place = 0;
  sqlite.database.exec(`pragma main.mmap_size = ${mappedBytes}`);
  for (let last = 0; ;) {
    const step = sqlite.rows<[id: number, vector: Uint8Array]>(
      `select id, vector from vectors where model = ? and id > ? order by id limit ${rowsPerStep}`,
      modelId,
      last,
    );
    for (const [id, bytes] of step) {
      while ((ids[place] ?? Infinity) < id) place++;
      for (; ids[place] === id; place++) visit(docs[place] as number, ordinals[place] as number, vectorOf(bytes));
      last = id;
    }
    if (step.length < rowsPerStep) break;
  }
  sqlite.database.exec('pragma main.mmap_size = 0');
}

export interface StoredVector {
  readonly ordinal: number;
  readonly vector: Uint8Array;
}

/** One document's vectors of the model, by chunk. */
export const vectorsOfDocument = (sqlite: Sqlite, modelId: string, slot: number): StoredVector[] =>
  sqlite.all<StoredVector>(
    'select c.ordinal, v.vector from words.chunks c join vectors v on v.key = c.key and v.model = ? where c.doc = ? order by c.ordinal',
    modelId,
    slot,
  );

/** Keeps a vector while a chunk still needs it. @throws Error when the model gave it another length than the space has */
export function keepVector(
  sqlite: Sqlite,
  { modelId, dimension }: { readonly modelId: string; readonly dimension: number },
  key: Uint8Array,
  vector: Float32Array | undefined,
): void {
  if (vector?.length !== dimension) throw new Error('The embedding has another number of dimensions than the index');
  if (sqlite.get('select 1 from words.chunks where key = ? limit 1', key) !== undefined)
    sqlite.run('insert or ignore into vectors (key, model, vector) values (?, ?, ?)', key, modelId, bytesOf(vector));
}
