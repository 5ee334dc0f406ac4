import type { Organization, WantedVector } from '../organization.ts';
import { keepVector } from '../store/stored-vectors.ts';
import { type Completing, type Wanting, completeDocument, failEmbedding, hexOf } from './complete.ts';
import type { DocumentRow } from './document-row.ts';
import { openRoom } from './room.ts';
import { openDigests } from './source-digests.ts';

export interface WantedBatch {
  /** Whose vectors they will be. */
  readonly modelId: string;
  readonly entries: readonly (readonly [string, WantedVector])[];
  readonly texts: readonly string[];
}

/** Chunks that are a document's beginning, and the share of each call that beginnings have before all else: a note does not wait for a book. */
const beginningLength = 8;
const beginningsShare = 0.75;
/** Texts of a call for early documents: a quarter of a second of work. */
const textsSoon = 8;
/** What lacks more is large, and goes with the others. */
export const missingSoonMax = 64;

/** Takes the next texts to embed off the list; what is no longer needed falls away. Null: nothing is wanted. */
export function takeWanted(organization: Wanting, size: number): WantedBatch | null {
  const taking = openBatch(organization);
  const take = (most: number, isNext: (entry: WantedVector) => boolean): void => {
    for (const [hex, entry] of organization.wanted) {
      if (taking.entries.length >= most) break;
      if (isNext(entry)) taking.take(hex, entry);
    }
  };
  take(size * beginningsShare, ({ ordinal }) => ordinal <= beginningLength);
  take(size, () => true);
  return taking.batch();
}

/** The same for early documents, those that lack the fewest first. */
export function takeSoon(organization: Organization): WantedBatch | null {
  const { sqlite, wanted, awaiting, soon } = organization;
  const taking = openBatch(organization);
  for (const slot of [...soon].toSorted((a, b) => (awaiting.get(a) ?? 0) - (awaiting.get(b) ?? 0))) {
    const keys = sqlite.all<{ key: Uint8Array }>('select distinct key from words.chunks where doc = ? order by ordinal', slot);
    for (const hex of keys.map(({ key }) => hexOf(key))) {
      const entry = wanted.get(hex);
      if (entry === undefined) continue;
      if (taking.entries.length >= textsSoon) return taking.batch();
      taking.take(hex, entry);
    }
    soon.delete(slot);
  }
  return taking.batch();
}

function openBatch(organization: Wanting) {
  const { wanted, inFlight, awaiting, modelId } = organization;
  const entries: [string, WantedVector][] = [];
  const texts: string[] = [];
  return {
    entries,
    take(hex: string, entry: WantedVector): void {
      wanted.delete(hex);
      if (![...entry.waiting].some((slot) => awaiting.has(slot))) return;
      const chunk = textOf(organization, entry);
      if (chunk === undefined) return;
      inFlight.set(hex, entry);
      entries.push([hex, entry]);
      texts.push(chunk.header === '' ? chunk.text : `${chunk.header}\n${chunk.text}`);
    },
    batch: (): WantedBatch | null => (entries.length === 0 ? null : { modelId, entries, texts }),
  };
}

function textOf({ sqlite }: Wanting, { key, slot, ordinal }: WantedVector): { header: string; text: string } | undefined {
  return (
    sqlite.get<{ header: string; text: string }>(
      'select header, text from words.chunks where doc = ? and ordinal = ? and key = ?',
      slot,
      ordinal,
      key,
    ) ??
    // The document it came from has changed; another may still hold the same words.
    sqlite.get<{ header: string; text: string }>('select header, text from words.chunks where key = ? limit 1', key)
  );
}

/** Keeps the vectors that are still needed, and completes the documents that have theirs. A text without one fails the documents that hold it. */
export function keepVectors(
  organization: Organization,
  { entries, modelId }: WantedBatch,
  vectors: readonly (Float32Array | null)[],
): void {
  // Another space serves since: its own vectors are on their way.
  if (modelId !== organization.modelId) return;
  const { sqlite, awaiting } = organization;
  const afterCommit: (() => void)[] = [];
  sqlite.transaction(() => {
    const digests = openDigests(sqlite);
    const completing: Completing = { digests, room: openRoom(organization), afterCommit };
    entries.forEach(([, { key, waiting }], index) => {
      const vector = vectors[index];
      if (vector === null) {
        for (const slot of waiting) failWaiting(organization, slot, key);
        return;
      }
      keepVector(sqlite, { modelId, dimension: organization.vectors.dimension }, key, vector);
      for (const slot of waiting) {
        const left = awaiting.get(slot);
        if (left === undefined) continue;
        if (left > 1) awaiting.set(slot, left - 1);
        else if (isWhole(organization, slot)) completeDocument(organization, slot, completing);
        else organization.toPrepare.add(slot);
      }
    });
    digests.write();
  });
  for (const [hex] of entries) organization.inFlight.delete(hex);
  for (const effect of afterCommit) effect();
}

function failWaiting(organization: Organization, slot: number, key: Uint8Array): void {
  const { sqlite, awaiting } = organization;
  const row = sqlite.get<DocumentRow>(
    `select * from documents where slot = ? and state = 'PENDING' and exists (select 1 from words.chunks c where c.doc = slot and c.key = ?)`,
    slot,
    key,
  );
  if (row === undefined) return;
  awaiting.delete(slot);
  failEmbedding(organization, row);
}

/** Counting is a shortcut; the tables decide. */
function isWhole({ sqlite, modelId }: Organization, slot: number): boolean {
  return (
    sqlite.get(
      'select 1 from words.chunks c where c.doc = ? and not exists (select 1 from vectors v where v.key = c.key and v.model = ?) limit 1',
      slot,
      modelId,
    ) === undefined
  );
}

/** The model could not be asked: the texts are wanted again, in front. */
export function giveBack(organization: Wanting, { entries, modelId }: WantedBatch): void {
  if (modelId !== organization.modelId) return;
  const others = [...organization.wanted];
  organization.wanted.clear();
  for (const [hex, entry] of entries) {
    organization.inFlight.delete(hex);
    organization.wanted.set(hex, entry);
  }
  for (const [hex, entry] of others) {
    const known = organization.wanted.get(hex);
    if (known === undefined) organization.wanted.set(hex, entry);
    else for (const slot of entry.waiting) known.waiting.add(slot);
  }
}
