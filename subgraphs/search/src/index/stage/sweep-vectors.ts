import type { Organization } from '../organization.ts';

/** A slice takes a few milliseconds: searches are answered between two. */
const idsPerSlice = 4_000;
const swept = new WeakSet<Organization>();

/**
 * After the words file was built anew: vectors that no chunk has any more (another chunker cut the texts otherwise) go, a slice a call.
 * False when there is nothing left to look at.
 */
export function sweepVectors(organization: Organization): boolean {
  const { sqlite } = organization;
  if (organization.isRebuilding || swept.has(organization)) return false;
  const through = sqlite.get<{ value: string }>(`select value from words.meta where key = 'swept'`)?.value ?? '0';
  const last = sqlite.get<{ id: number | null }>('select max(id) as id from vectors')?.id ?? 0;
  if (through === 'all' || Number(through) >= last) {
    sqlite.run(`insert or replace into words.meta (key, value) values ('swept', 'all')`);
    swept.add(organization);
    return false;
  }
  const from = Number(through);
  sqlite.transaction(() => {
    sqlite.run(
      'delete from vectors where id > ? and id <= ? and not exists (select 1 from words.chunks c where c.key = vectors.key)',
      from,
      from + idsPerSlice,
    );
    sqlite.run(`insert or replace into words.meta (key, value) values ('swept', ?)`, String(from + idsPerSlice));
  });
  return true;
}
