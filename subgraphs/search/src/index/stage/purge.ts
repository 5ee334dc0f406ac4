import type { WordsChange } from '../memory/inverted-index.ts';
import type { Organization } from '../organization.ts';
import { dropOrphans, removeEntry } from '../store/words.ts';

const sliceSize = 100;

/** Takes the rows of removed documents away, a slice at a time; a source's own documents vanish whole, single ones leave their tombstone. */
export function purgeSlice(organization: Organization): void {
  const { sqlite, toPurge, awaiting } = organization;
  const slots = [...toPurge].slice(0, sliceSize);
  const changes: WordsChange[] = [];
  sqlite.transaction(() => {
    for (const slot of slots) {
      const row = sqlite.get<{ state: string; is_removed: number | null }>(
        'select d.state, s.is_removed from documents d left join sources s on s.id = d.source_id where d.slot = ?',
        slot,
      );
      const isGone = row?.is_removed === 1;
      // Said again since: not ours to take.
      if (row !== undefined && !isGone && row.state !== 'REMOVED' && row.state !== 'INCOMPLETE') continue;
      const { orphans, words } = removeEntry(sqlite, slot);
      dropOrphans(sqlite, orphans);
      changes.push(words);
      if (isGone) sqlite.run('delete from documents where slot = ?', slot);
    }
  });
  for (const change of changes) organization.words.apply(change);
  for (const slot of slots) {
    toPurge.delete(slot);
    awaiting.delete(slot);
  }
}
