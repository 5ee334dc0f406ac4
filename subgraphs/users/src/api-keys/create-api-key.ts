import { BadUserInputError, type FieldFault, ForbiddenError, newId, scopes as allScopes } from '@conhub/subgraph-kit';
import type { Context } from '../context.ts';
import { emit } from '../event-log.ts';
import { ApiKeyCreated } from '../events.ts';
import { Membership } from '../members/membership.entity.ts';
import { holdsAllOf } from '../members/role.ts';
import { refuseFaults } from '../people/input-faults.ts';
import { nameFault } from '../people/name-rules.ts';
import { requireScope } from '../people/person.policy.ts';
import { newApiKey } from './api-key-format.ts';
import { ApiKey } from './api-key.entity.ts';

export interface CreateApiKeyInput {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly expiresAt: Date | null;
}

/** A key with nothing in it that its maker does not hold. The secret is in this answer and nowhere else. */
export async function createApiKey(context: Context, input: CreateApiKeyInput): Promise<{ apiKey: ApiKey; secret: string }> {
  const { viewer, em, services } = context;
  const { userId, organizationId } = requireScope(viewer, 'keys:manage');
  const now = services.now();
  const scopes = [...new Set(input.scopes)];
  const { expiresAt } = input;
  refuseFaults([nameFault(input.name, ['input', 'name']), ...scopeFaults(scopes), expiryFault(expiresAt, now)]);
  if (!holdsAllOf(viewer, scopes)) throw new ForbiddenError('A key cannot have a scope that you do not have');
  if (viewer.kind === 'apiKey') await refuseToOutlive(context, viewer.apiKeyId, expiresAt);
  const membership = await em.findOneOrFail(Membership, { userId, endedAt: null });
  const { secret, prefix, secretHash } = newApiKey();
  const apiKey = em.create(ApiKey, {
    id: newId('key'),
    organizationId,
    name: input.name.trim(),
    prefix,
    secretHash,
    scopes,
    createdBy: userId,
    membershipId: membership.id,
    createdAt: now,
    lastUsedAt: null,
    expiresAt,
    revokedAt: null,
  });
  em.persist(apiKey);
  emit(context, ApiKeyCreated, { apiKeyId: apiKey.id, userId, scopes, expiresAt: expiresAt?.toISOString() ?? null });
  await em.flush();
  return { apiKey, secret };
}

function scopeFaults(scopes: readonly string[]): FieldFault[] {
  const path = ['input', 'scopes'];
  if (scopes.length === 0) return [{ path, code: 'REQUIRED', message: 'A key without a scope can do nothing' }];
  return scopes
    .filter((scope) => !(allScopes as readonly string[]).includes(scope))
    .map((scope) => ({ path, code: 'UNKNOWN_SCOPE', message: `There is no scope ${JSON.stringify(scope.slice(0, 40))}` }));
}

const expiryFault = (expiresAt: Date | null, now: Date): FieldFault | null =>
  expiresAt !== null && expiresAt <= now
    ? { path: ['input', 'expiresAt'], code: 'IN_THE_PAST', message: 'The key would have expired already' }
    : null;

/** Else a key that leaks for a day could make itself last for ever. */
async function refuseToOutlive({ em }: Context, apiKeyId: string, expiresAt: Date | null): Promise<void> {
  const own = await em.findOneOrFail(ApiKey, { id: apiKeyId });
  if (own.expiresAt != null && (expiresAt === null || expiresAt > own.expiresAt)) {
    throw BadUserInputError.of(['input', 'expiresAt'], 'TOO_LATE', 'A key cannot make a key that lasts longer than itself');
  }
}
