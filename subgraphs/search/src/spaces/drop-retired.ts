import type { Organization } from '../index/organization.ts';

/** Rows looked at in one transaction: a search never waits for more. */
const rowsPerSlice = 2_000;

/** Takes vectors that no space needs away, a slice at a time. True: there is more to do. */
export function dropRetiredSlice(organization: Organization): boolean {
  const { sqlite } = organization;
  const [retired] = sqlite.all<{ model: string }>(`select model from spaces where status = 'RETIRED' limit 1`);
  if (retired === undefined) {
    organization.hasRetired = false;
    return false;
  }
  const from = organization.droppedTo;
  const last = sqlite.get<{ last: number }>('select coalesce(max(id), 0) as last from vectors')?.last ?? 0;
  sqlite.transaction(() => {
    sqlite.run('delete from vectors where id > ? and id <= ? and model = ?', from, from + rowsPerSlice, retired.model);
    if (from + rowsPerSlice >= last) sqlite.run(`delete from spaces where model = ? and status = 'RETIRED'`, retired.model);
  });
  organization.droppedTo = from + rowsPerSlice >= last ? 0 : from + rowsPerSlice;
  return true;
}
