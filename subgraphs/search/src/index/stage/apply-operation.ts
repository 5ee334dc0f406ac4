import { digestOf } from '../digest.ts';
import type { DocumentOperation } from '../facts.ts';
import type { Organization } from '../organization.ts';
import type { DocumentRow, DocumentState } from './document-row.ts';
import type { SourceDigests } from './source-digests.ts';

/**
 * One operation on one document, in any order and any number of times: each group of facts holds the newest version's, and a tombstone
 * ends all that is not newer than itself.
 */
export function applyOperation(
  organization: Organization,
  sourceId: string,
  operation: DocumentOperation,
  now: number,
  digests: SourceDigests,
  afterCommit: (() => void)[],
): void {
  const { sqlite } = organization;
  const before = readOrInsert(organization, sourceId, operation.documentId, now);
  // A document belongs to one source for life.
  if (before.source_id !== sourceId || operation.version <= before.tombstone_version) return;
  const after = { ...before };
  if (operation.t === 'delete') bury(after, operation.version);
  else if (!merge(after, operation)) return;

  const isComplete = after.content_version > 0 && after.place_version > 0;
  after.state = nextState(before, after, isComplete);
  if (before.digest_term !== null && after.state !== 'INDEXED' && after.state !== 'SKIPPED') {
    digests.subtract(sourceId, digestOf(before.digest_term));
    after.digest_term = null;
  }
  sqlite.run(
    `update documents set tombstone_version = ?, content_version = ?, place_version = ?, access_version = ?, text_hash = ?, kind = ?, language = ?,
       updated_at = ?, author_key = ?, path = ?, title = ?, url = ?, access = ?, state = ?, digest_term = ?, changed_at = ?,
       problem_code = null, problem_message = null where slot = ?`,
    after.tombstone_version,
    after.content_version,
    after.place_version,
    after.access_version,
    after.text_hash,
    after.kind,
    after.language,
    after.updated_at,
    after.author_key,
    after.path,
    after.title,
    after.url,
    after.access,
    after.state,
    after.digest_term,
    now,
    after.slot,
  );
  afterCommit.push(() => remember(organization, after, isComplete));
}

function readOrInsert({ sqlite }: Organization, sourceId: string, documentId: string, now: number): DocumentRow {
  const read = (): DocumentRow | undefined => sqlite.get<DocumentRow>('select * from documents where id = ?', documentId);
  const found = read();
  if (found !== undefined) return found;
  sqlite.run('insert into documents (id, source_id, changed_at) values (?, ?, ?)', documentId, sourceId, now);
  return read() as DocumentRow;
}

function bury(row: DocumentRow, version: number): void {
  row.tombstone_version = version;
  if (row.content_version <= version)
    Object.assign(row, { content_version: 0, text_hash: null, kind: null, language: null, updated_at: null, author_key: null });
  if (row.place_version <= version) Object.assign(row, { place_version: 0, path: null, title: null, url: null });
  if (row.access_version <= version) Object.assign(row, { access_version: 0, access: 0 });
}

/** True if anything in it is news. */
function merge(row: DocumentRow, { version, content, place, access }: DocumentOperation): boolean {
  let isNews = false;
  if (content !== undefined && version > row.content_version) {
    const { textHash, kind, language, updatedAt, authorKey } = content;
    Object.assign(row, { content_version: version, text_hash: textHash, kind, language, updated_at: updatedAt, author_key: authorKey });
    isNews = true;
  }
  if (place !== undefined && version > row.place_version) {
    Object.assign(row, { place_version: version, path: place.path, title: place.title, url: place.url });
    isNews = true;
  }
  if (access !== undefined && version > row.access_version) {
    Object.assign(row, { access_version: version, access });
    isNews = true;
  }
  return isNews;
}

function nextState(before: DocumentRow, after: DocumentRow, isComplete: boolean): DocumentState {
  if (!isComplete) return after.tombstone_version > 0 ? 'REMOVED' : 'INCOMPLETE';
  const isSame =
    before.text_hash === after.text_hash &&
    before.kind === after.kind &&
    before.language === after.language &&
    before.path === after.path &&
    before.title === after.title;
  return isSame && (before.state === 'INDEXED' || before.state === 'SKIPPED') ? before.state : 'PENDING';
}

function remember({ documents, vectors, access, toPrepare, toPurge, full }: Organization, row: DocumentRow, isComplete: boolean): void {
  full.delete(row.slot);
  if (!isComplete) {
    documents.remove(row.slot);
    vectors.removeDocument(row.slot);
    toPrepare.delete(row.slot);
    toPurge.add(row.slot);
    return;
  }
  toPurge.delete(row.slot);
  documents.put(row.slot, {
    id: row.id,
    sourceId: row.source_id,
    accessIndex: access.indexOf(row.access),
    kind: row.kind ?? 'OTHER',
    language: row.language,
    authorKey: row.author_key,
    updatedAt: row.updated_at ?? 0,
  });
  if (row.state === 'PENDING') toPrepare.add(row.slot);
}
