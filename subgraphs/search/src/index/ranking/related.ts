import type { Organization } from '../organization.ts';
import { createLikeness } from './likeness.ts';
import { scanVectors } from './dense-leg.ts';
import { summaryOf } from './hits.ts';
import { passingDocuments } from './passing.ts';
import type { DocumentSummary } from './query.ts';

export interface RelatedDocument {
  /** The cosine between the two documents' heads and chunks: the best. */
  readonly score: number;
  readonly document: DocumentSummary;
}

/** What is further away in meaning has nothing to do with it. */
const cosineMin = 0.3;
/** Copies of the document and of one another are left out: so many are looked at beyond those wanted. */
const spare = 30;

/** Documents that are near in meaning and that the viewer may see; null where they may not see the document itself. */
export function relatedTo(organization: Organization, userId: string | null, documentId: string, first: number): RelatedDocument[] | null {
  const { documents, sqlite, vectors } = organization;
  const slot = sqlite.get<{ slot: number }>('select slot from documents where id = ?', documentId)?.slot;
  const { flags } = passingDocuments(organization, userId, {});
  if (slot === undefined || flags[slot] !== 1) return null;
  const likeness = createLikeness(organization);
  const head = likeness.headRowOf(slot);
  if (head === null) return [];
  flags[slot] = 0;
  const dense = scanVectors(vectors, vectors.vectorAt(head), flags);
  const chosen: number[] = [];
  for (const other of dense.top(first + spare, documents.ids)) {
    if (chosen.length >= first || (dense.similarityOf(other) ?? -1) < cosineMin) break;
    if (![slot, ...chosen].some((known) => likeness.areCopies(known, other))) chosen.push(other);
  }
  return chosen.flatMap((other) => {
    const document = summaryOf(organization, other);
    return document === undefined ? [] : [{ score: dense.similarityOf(other) ?? 0, document }];
  });
}
