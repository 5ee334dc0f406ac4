import type { DocumentOperation, Fact } from '../facts.ts';
import { isAfter, origin } from '../facts.ts';
import type { LogPosition } from '../facts.ts';
import type { Organization } from '../organization.ts';
import { applyOperation } from './apply-operation.ts';
import { openDigests } from './source-digests.ts';

/** Operations of a page whose documents are prepared and embedded before those of larger ones. A source's first page has no more (connectors). */
const earlyPageMax = 10;

type OrganizationFact = Exclude<Fact, { t: 'organization_removed' }>;

/**
 * Stage one: effect and cursor in one transaction, quick, idempotent. What memory holds is changed after the commit, so that a failure
 * leaves both as they were.
 */
export function applyFacts(organization: Organization, producer: string, lane: string, facts: readonly OrganizationFact[]): void {
  const { sqlite } = organization;
  const afterCommit: (() => void)[] = [];
  // On the disk before the readers' common cursor moves past it.
  sqlite.durably(() => {
    const seen =
      sqlite.get<LogPosition & object>('select xid, position from cursors where producer = ? and lane = ?', producer, lane) ?? origin;
    const fresh = facts.filter((fact) => isAfter(fact.at, seen));
    const digests = openDigests(sqlite);
    for (const fact of fresh) {
      switch (fact.t) {
        case 'page':
          applyPage(organization, fact, digests, afterCommit);
          break;
        case 'source':
          sqlite.run(
            `insert into sources (id, version, account_id, provider_key, digest) values (?, ?, ?, ?, ?)
             on conflict (id) do update set version = excluded.version, account_id = excluded.account_id, provider_key = excluded.provider_key
             where excluded.version > sources.version`,
            fact.sourceId,
            fact.version,
            fact.accountId,
            fact.providerKey,
            '0'.repeat(64),
          );
          break;
        case 'run':
          applyRun(organization, fact, afterCommit);
          break;
        case 'source_removed':
          removeSource(organization, fact.sourceId, afterCommit);
          digests.forget(fact.sourceId);
          break;
        case 'access_set':
          applyAccessSet(organization, fact, afterCommit);
          break;
      }
    }
    digests.write();
    const last = fresh.at(-1);
    if (last !== undefined) {
      sqlite.run(
        `insert into cursors (producer, lane, xid, position) values (?, ?, ?, ?)
         on conflict (producer, lane) do update set xid = excluded.xid, position = excluded.position`,
        producer,
        lane,
        last.at.xid,
        last.at.position,
      );
    }
  });
  for (const effect of afterCommit) effect();
}

function applyPage(
  organization: Organization,
  fact: Extract<OrganizationFact, { t: 'page' }>,
  digests: ReturnType<typeof openDigests>,
  afterCommit: (() => void)[],
): void {
  const { sqlite } = organization;
  const source = sqlite.get<{ is_removed: number }>('select is_removed from sources where id = ?', fact.sourceId);
  if (source?.is_removed === 1) return;
  const now = Date.now();
  sqlite.run(
    `insert into sources (id, digest, last_page_at, title, account_id, provider_key) values (?, ?, ?, ?, ?, ?)
     on conflict (id) do update set last_page_at = excluded.last_page_at, title = coalesce(excluded.title, sources.title),
       account_id = coalesce(sources.account_id, excluded.account_id), provider_key = coalesce(sources.provider_key, excluded.provider_key)`,
    fact.sourceId,
    '0'.repeat(64),
    now,
    fact.title,
    fact.accountId,
    fact.providerKey,
  );
  for (const operation of fact.operations) applyOperation(organization, fact.sourceId, operation, now, digests, afterCommit);
  afterCommit.push(() => organization.touched.add(fact.sourceId));
  if (fact.operations.length <= earlyPageMax) afterCommit.push(() => takeEarly(organization, fact.operations));
}

/** What somebody wrote or changed, and the beginning of a source, is not to wait for a large sync. */
function takeEarly({ sqlite, toPrepare, early }: Organization, operations: readonly DocumentOperation[]): void {
  for (const { documentId } of operations) {
    const slot = sqlite.get<{ slot: number }>('select slot from documents where id = ?', documentId)?.slot;
    if (slot !== undefined && toPrepare.has(slot)) early.add(slot);
  }
}

function applyRun({ sqlite, touched }: Organization, fact: Extract<OrganizationFact, { t: 'run' }>, afterCommit: (() => void)[]): void {
  if (sqlite.get('select 1 from sources where id = ? and is_removed = 1', fact.sourceId) !== undefined) return;
  if (fact.checkpoint === null) return;
  sqlite.run(
    `insert into sources (id, digest, checkpoint_digest, checkpoint_count) values (?, ?, ?, ?)
     on conflict (id) do update set checkpoint_digest = excluded.checkpoint_digest, checkpoint_count = excluded.checkpoint_count`,
    fact.sourceId,
    '0'.repeat(64),
    fact.checkpoint.digest,
    fact.checkpoint.documentCount,
  );
  afterCommit.push(() => touched.add(fact.sourceId));
}

/** Nothing of the source is found from here on; its rows go in slices right after (see purge.ts). A page read later adds nothing. */
function removeSource(organization: Organization, sourceId: string, afterCommit: (() => void)[]): void {
  const { sqlite, documents, vectors, toPrepare, toPurge, full } = organization;
  sqlite.run(
    `insert into sources (id, digest, is_removed) values (?, ?, 1)
     on conflict (id) do update set is_removed = 1, digest = excluded.digest, document_count = 0`,
    sourceId,
    '0'.repeat(64),
  );
  const slots = sqlite.all<{ slot: number }>('select slot from documents where source_id = ?', sourceId).map((row) => row.slot);
  afterCommit.push(() => {
    documents.removeSource(sourceId);
    for (const slot of slots) {
      vectors.removeDocument(slot);
      toPrepare.delete(slot);
      full.delete(slot);
      toPurge.add(slot);
    }
  });
}

function applyAccessSet(
  organization: Organization,
  fact: Extract<OrganizationFact, { t: 'access_set' }>,
  afterCommit: (() => void)[],
): void {
  const { sqlite, access } = organization;
  const known = sqlite.get<{ version: number }>('select version from access_sets where id = ?', fact.accessSetId);
  if (fact.accessSetId === 0 || (known !== undefined && known.version >= fact.version)) return;
  sqlite.run(
    'insert or replace into access_sets (id, version, everyone) values (?, ?, ?)',
    fact.accessSetId,
    fact.version,
    fact.everyone ? 1 : 0,
  );
  sqlite.run('delete from access_set_members where set_id = ?', fact.accessSetId);
  for (const userId of new Set(fact.userIds))
    sqlite.run('insert into access_set_members (set_id, user_id) values (?, ?)', fact.accessSetId, userId);
  afterCommit.push(() => access.apply(fact.accessSetId, fact.everyone, fact.userIds));
}
