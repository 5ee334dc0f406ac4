import { personOf } from '@conhub/subgraph-kit';
import type { Context } from '../context.ts';
import type { Document } from '../documents/document.entity.ts';

/** Where a link is used; the token follows. */
export const downloadPath = '/files/download/';

const lifeMs = 5 * 60_000;

/** A link to a document's bytes for the viewer alone, good for five minutes. Null where nothing is kept of it. */
export function createDownload(
  { services, viewer }: Pick<Context, 'services' | 'viewer'>,
  { id, organizationId, state, contentHash, originalHash }: Document,
): { readonly url: string; readonly expiresAt: Date } | null {
  const userId = personOf(viewer);
  if (userId === null || !(originalHash || (state === 'AVAILABLE' && contentHash))) return null;
  const expiresAt = new Date(services.clock.now().getTime() + lifeMs);
  const token = services.links.sign({ purpose: 'download', id, organizationId, userId, expiresAt: expiresAt.getTime() });
  return { url: new URL(`${downloadPath}${token}`, services.env.publicUrl).href, expiresAt };
}
