import type { Sqlite } from './sqlite.ts';
import { vectorOf } from './vector-bytes.ts';

/** Rows a step: enough that the step costs nothing, few enough that they are garbage before they are old. */
const rowsPerStep = 64;
/** The most that SQLite maps. Only while vectors are read: pages that are looked at once are not copied then. */
const mappedBytes = 2 ** 31 - 65_536;

/**
 * Calls `visit` with each vector of the model and the chunk it belongs to; a vector that several chunks share comes for each. Read in two
 * passes, where a chunk's vector lies and then the vectors as they lie in the file: half the time of a join that answers them together.
 */
export function eachVector(sqlite: Sqlite, modelId: string, visit: (doc: number, ordinal: number, vector: Float32Array) => void): void {
  const places = sqlite.rows<[id: number, doc: number, ordinal: number]>(
    `select v.id, c.doc, c.ordinal from words.chunks c indexed by chunks_key
       cross join vectors v indexed by vectors_key on v.key = c.key and v.model = ?`,
    modelId,
  );
  // In the order of the vectors: a vector that was shared comes twice in a row.
  places.sort(([a], [b]) => a - b);
  let place = 0;
  sqlite.database.exec(`pragma main.mmap_size = ${mappedBytes}`);
  for (let last = 0; ;) {
    const step = sqlite.rows<[id: number, vector: Uint8Array]>(
      `select id, vector from vectors where model = ? and id > ? order by id limit ${rowsPerStep}`,
      modelId,
      last,
    );
    for (const [id, bytes] of step) {
      for (; (places[place]?.[0] ?? Infinity) < id; place++);
      for (; places[place]?.[0] === id; place++) visit(places[place]?.[1] as number, places[place]?.[2] as number, vectorOf(bytes));
      last = id;
    }
    if (step.length < rowsPerStep) break;
  }
  sqlite.database.exec('pragma main.mmap_size = 0');
}
