import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { Services } from '../services.ts';
import type { Source } from '../sources/source.entity.ts';
import { limitExceeded } from '../storage/usage.ts';
import { sealPage } from '../sync/commit-page.ts';
import type { DocumentChanges } from '../sync/document-changes.ts';
import { loadDocumentChanges } from '../sync/load-document-changes.ts';
import { RunStop } from '../sync/run-stop.ts';

/**
 * What somebody writes into a source of ConHub's own, as one page: rows, digest, checkpoint, references, usage and fact, in the caller's
 * transaction, which has locked the source. @throws DomainError LIMIT_EXCEEDED; the caller's transaction then rolls back
 */
export async function commitOwnPage(
  em: SqlEntityManager,
  services: Services,
  { source, providerId, change }: { source: Source; providerId: string; change: (changes: DocumentChanges) => void },
): Promise<DocumentChanges> {
  const now = services.clock.now();
  const changes = await loadDocumentChanges(em, source, now, [providerId]);
  change(changes);
  try {
    await sealPage(em, services, { source, changes, runId: null, now });
  } catch (error) {
    if (!(error instanceof RunStop) || error.reached === null) throw error;
    throw limitExceeded(error.reached);
  }
  return changes;
}
