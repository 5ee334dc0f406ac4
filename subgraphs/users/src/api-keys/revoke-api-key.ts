import { NotFoundError, parseId } from '@conhub/subgraph-kit';
import type { Context } from '../context.ts';
import { emit } from '../event-log.ts';
import { ApiKeyRevoked } from '../events.ts';
import { identityChanged } from '../identify/identity-changed.ts';
import { requireScope } from '../people/person.policy.ts';
import type { ApiKey } from './api-key.entity.ts';

/** Stops a key for good; one that is revoked already stays as it is. */
export async function revokeApiKey(context: Context, apiKeyId: string): Promise<ApiKey> {
  requireScope(context.viewer, 'keys:manage');
  const key = await context.loaders.apiKeys.load(parseId('key', apiKeyId, ['input', 'apiKeyId']));
  if (key === null) throw new NotFoundError();
  if (key.revokedAt == null) {
    key.revokedAt = context.services.now();
    emit(context, ApiKeyRevoked, { apiKeyId: key.id, userId: key.createdBy, reason: 'REVOKED' });
    await context.em.flush();
    identityChanged(context.services.broadcast, { apiKeyId: key.id });
  }
  return key;
}
