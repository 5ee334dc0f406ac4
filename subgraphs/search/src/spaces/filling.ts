import type { Organization, WantedVector } from '../index/organization.ts';
import { type VectorTable, createVectorTable, roomFor } from '../index/memory/vector-table.ts';
import { wantVectors } from '../index/stage/complete.ts';
import type { WantedBatch } from '../index/stage/embed-wanted.ts';
import type { Sqlite } from '../index/store/sqlite.ts';
import { keepVector, vectorsOfDocument } from '../index/store/stored-vectors.ts';
import { vectorOf } from '../index/store/vector-bytes.ts';
import { rememberRefused } from './refused-texts.ts';

/**
 * A second space on its way. Every document goes through `toFill` (its missing vectors are wanted) and, once nothing is missing anywhere,
 * through `toLoad` (its vectors come into memory); a document that changes meanwhile begins again. Both empty: it can serve.
 * All of it is found again after a kill: what has a vector, or was refused, is not asked for again.
 */
export interface Filling {
  readonly sqlite: Sqlite;
  readonly modelId: string;
  readonly dimension: number;
  readonly toFill: Set<number>;
  readonly toLoad: Set<number>;
  readonly wanted: Map<string, WantedVector>;
  readonly inFlight: Map<string, WantedVector>;
  readonly awaiting: Map<number, number>;
  /** Null until nothing is missing: two tables at once are only held for the moment of the switch. */
  table: VectorTable | null;
  /** Rows there must be room for before it is brought into memory again, where there was none; 0: it has not been tried. */
  roomWanted: number;
  /** How many there was room for then. */
  roomSeen: number;
  /** Documents that this process has filled, since when: the pace. */
  filled: number;
  readonly startedAt: number;
  retryAt: number;
  failures: number;
}

const fillSlice = 200;
const loadSlice = 200;

export function createFilling({ sqlite, documents }: Organization, modelId: string, dimension: number): Filling {
  const toFill = new Set<number>();
  for (let slot = 0; slot < documents.slotCount; slot++) if (documents.live[slot] === 1) toFill.add(slot);
  return {
    sqlite,
    modelId,
    dimension,
    toFill,
    toLoad: new Set(),
    wanted: new Map(),
    inFlight: new Map(),
    awaiting: new Map(),
    table: null,
    roomWanted: 0,
    roomSeen: -1,
    filled: 0,
    startedAt: Date.now(),
    retryAt: 0,
    failures: 0,
  };
}

/** The document's vectors have changed in the serving space: what is there of the other is looked at again. */
export function documentChanged(filling: Filling, slot: number): void {
  filling.toLoad.delete(slot);
  filling.table?.removeDocument(slot);
  filling.toFill.add(slot);
}

/** Some work of it, short enough for searches to come in between. False: there is nothing to do until the model has answered. */
export function fillStep(organization: Organization, filling: Filling): boolean {
  const { documents, isRebuilding } = organization;
  const { toFill, toLoad, wanted, inFlight, awaiting } = filling;
  if (toFill.size > 0) {
    if (wanted.size > wantedMax) return false;
    for (const slot of [...toFill].slice(0, fillSlice)) {
      toFill.delete(slot);
      awaiting.delete(slot);
      if (documents.live[slot] === 1 && !wantVectors(filling, slot)) filledDocument(filling, slot);
    }
    return true;
  }
  if (wanted.size > 0 || inFlight.size > 0 || isRebuilding) return false;
  if (filling.table === null && !hasRoom(organization, filling)) return false;
  const table = (filling.table ??= createVectorTable(filling.dimension, organization.kernel));
  for (const slot of [...toLoad].slice(0, loadSlice)) {
    toLoad.delete(slot);
    const missing = loadDocument(filling, table, slot);
    if (missing === 0) continue;
    giveUpRoom(organization, filling, table, missing);
    return false;
  }
  return toLoad.size > 0;
}

/** Looked at anew when the room has changed. */
function hasRoom({ vectors, kernel }: Organization, filling: Filling): boolean {
  const room = roomFor(filling.dimension, kernel);
  if (filling.roomWanted > 0 && room === filling.roomSeen) return false;
  filling.roomSeen = room;
  const wanted = Math.max(filling.roomWanted, vectors.liveRows);
  if (room < wanted) filling.roomWanted = wanted;
  return room >= wanted;
}

/** The memory is the serving space's again; the vectors stay on the disk until there is room, or somebody cancels. */
function giveUpRoom({ documents, kernel }: Organization, filling: Filling, table: VectorTable, missing: number): void {
  const { toFill, toLoad, awaiting } = filling;
  filling.roomWanted = table.liveRows + missing;
  table.close();
  filling.table = null;
  filling.roomSeen = roomFor(filling.dimension, kernel);
  for (let slot = 0; slot < documents.slotCount; slot++)
    if (documents.live[slot] === 1 && !toFill.has(slot) && !awaiting.has(slot)) toLoad.add(slot);
}

/** It has everything but room in memory. */
export const isOutOfRoom = ({ table, roomWanted }: Filling): boolean => table === null && roomWanted > 0;

/** Texts that are known to be missing: the rest waits as slots, which take no memory. */
const wantedMax = 20_000;

function filledDocument(filling: Filling, slot: number): void {
  filling.filled++;
  filling.toLoad.add(slot);
}

/** Answers how many rows there is no room for: then none is taken. */
function loadDocument({ sqlite, modelId }: Filling, table: VectorTable, slot: number): number {
  table.removeDocument(slot);
  const rows = vectorsOfDocument(sqlite, modelId, slot);
  if (rows.length > 0 && !table.reserve(rows.length, slot)) return rows.length;
  for (const { ordinal, vector } of rows) table.add(slot, ordinal, vectorOf(vector));
  return 0;
}

/** Keeps the vectors that are still needed, and remembers what the model refused (null). @throws Error when they have another length than the space */
export function keepFilled(filling: Filling, { entries }: WantedBatch, vectors: readonly (Float32Array | null)[]): void {
  const { sqlite, modelId, inFlight, awaiting } = filling;
  sqlite.transaction(() => {
    entries.forEach(([, { key }], index) => {
      const vector = vectors[index];
      if (vector === null) {
        rememberRefused(sqlite, key, modelId);
        return;
      }
      keepVector(sqlite, filling, key, vector);
    });
  });
  for (const [hex, { waiting }] of entries) {
    inFlight.delete(hex);
    for (const slot of waiting) {
      const left = awaiting.get(slot);
      if (left === undefined) continue;
      if (left > 1) awaiting.set(slot, left - 1);
      else {
        awaiting.delete(slot);
        // Counting is a shortcut; the tables decide.
        filling.toFill.add(slot);
      }
    }
  }
}

/** Everything of every document is there and in memory. */
export const canServe = ({ isRebuilding }: Organization, { toFill, toLoad, wanted, inFlight, table }: Filling): boolean =>
  !isRebuilding && table !== null && toFill.size + toLoad.size + wanted.size + inFlight.size === 0;

/** Documents that are not whole in it yet. */
export const leftToFill = ({ toFill, awaiting, toLoad, table }: Filling): number =>
  new Set([...toFill, ...awaiting.keys()]).size + (table === null ? 0 : toLoad.size);
