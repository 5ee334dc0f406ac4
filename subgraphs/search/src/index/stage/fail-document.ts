import type { Organization } from '../organization.ts';
import type { DocumentRow } from './document-row.ts';

/** Within the caller's transaction. */
export function failDocument({ sqlite, touched }: Organization, row: DocumentRow, code: string, message: string): void {
  sqlite.run(`update documents set state = 'FAILED', problem_code = ?, problem_message = ? where slot = ?`, code, message, row.slot);
  touched.add(row.source_id);
}
