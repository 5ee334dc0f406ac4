import { BadUserInputError, ForbiddenError, actorOf, organizationOf, personOf, uuidOf } from '@conhub/subgraph-kit';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { Member } from '../access/access-set.entity.ts';
import { publishAccessSet } from '../access/publish-access-set.ts';
import type { Context } from '../context.ts';
import { emit } from '../event-log.ts';
import { AccountConnected } from '../events.ts';
import { Source } from '../sources/source.entity.ts';
import { builtInKeys } from '../providers/built-in/built-in-keys.ts';
import { canUseProvider } from './account.policy.ts';
import { ConnectedAccount } from './connected-account.entity.ts';

export interface ConnectAccountInput {
  readonly providerKey: string;
  readonly authMethod: string;
  readonly displayName?: string | null;
  readonly configuration?: unknown;
}

export type ConnectAccountResult =
  | { readonly __typename: 'ConnectAccountPayload'; readonly account: ConnectedAccount }
  | { readonly __typename: 'ProviderNotConfigured'; readonly message: string; readonly settings: string[] };

/** Connects an account, or answers the one that this person has at the folders of this machine: there is one each. */
export async function connectAccount(context: Context, input: ConnectAccountInput): Promise<ConnectAccountResult> {
  const { em, viewer, services, request } = context;
  const [organizationId, person] = [organizationOf(viewer), personOf(viewer)];
  if (organizationId === null || person === null) throw new ForbiddenError('Only a member of an organization can connect an account');
  const provider = services.providers.get(input.providerKey);
  if (provider === undefined)
    throw BadUserInputError.of(
      ['input', 'providerKey'],
      'UNKNOWN_PROVIDER',
      `There is no provider ${JSON.stringify(input.providerKey.slice(0, 40))}`,
    );
  if (builtInKeys.has(input.providerKey))
    throw BadUserInputError.of(
      ['input', 'providerKey'],
      'BUILT_IN',
      `${provider.spec.displayName} need no account: the first one makes it`,
    );
  if (!canUseProvider(viewer, input.providerKey))
    throw new ForbiddenError('Only owners and administrators can connect folders of the server');
  if (!provider.spec.authMethods.includes(input.authMethod as never)) {
    throw BadUserInputError.of(
      ['input', 'authMethod'],
      'UNSUPPORTED',
      `${provider.spec.displayName} is connected by ${provider.spec.authMethods.join(', ')}`,
    );
  }
  const configuration = provider.spec.config.safeParse(input.configuration ?? {});
  if (!configuration.success) {
    throw new BadUserInputError(
      configuration.error.issues.map((issue) => ({
        path: ['input', 'configuration', ...issue.path.map((part) => (typeof part === 'number' ? part : String(part)))],
        code: 'INVALID',
        message: issue.message,
      })),
    );
  }
  const missing = await missingSettings(context, input.providerKey);
  if (missing.length > 0) {
    return {
      __typename: 'ProviderNotConfigured',
      message: `${provider.spec.displayName} needs ${missing.join(', ')} to be set for this installation`,
      settings: missing,
    };
  }
  const account = await em.transactional(async (transaction) => {
    const scoped = transaction as SqlEntityManager;
    await scoped.execute(`select pg_advisory_xact_lock(hashtext('connectors.accounts'), hashtext(?))`, [uuidOf(organizationId)]);
    await scoped.upsert(Member, { organizationId, userId: person });
    const existing =
      input.providerKey === 'folder'
        ? await scoped.findOne(ConnectedAccount, { providerKey: 'folder', ownerId: person, status: { $ne: 'DELETING' } })
        : null;
    if (existing !== null && existing.problemCode !== 'DISCONNECTED') return existing;
    const connected =
      existing ??
      create(scoped, { organizationId, person, input, configuration: configuration.data, displayName: provider.spec.displayName });
    if (existing !== null) existing.reconnect();
    emit(
      { em: scoped, viewer, request },
      AccountConnected,
      {
        accountId: connected.id,
        version: connected.version,
        providerKey: connected.providerKey,
        ownerId: person,
        status: connected.status,
      },
      { version: connected.version },
    );
    if (existing !== null) {
      for (const source of await scoped.find(Source, { accountId: existing.id }))
        await publishAccessSet({ em: scoped, viewer, request }, source);
    }
    await scoped.flush();
    return connected;
  });
  services.log.info({ accountId: account.id, actor: actorOf(viewer) }, 'An account is connected');
  context.forgetVisibility();
  return { __typename: 'ConnectAccountPayload', account };
}

function create(
  em: SqlEntityManager,
  given: { organizationId: string; person: string; input: ConnectAccountInput; configuration: unknown; displayName: string },
): ConnectedAccount {
  return em.create(
    ConnectedAccount,
    {
      organizationId: given.organizationId,
      ownerId: given.person,
      providerKey: given.input.providerKey,
      displayName: given.input.displayName?.trim() || given.displayName,
      status: 'ACTIVE',
      configuration: given.configuration,
      version: 1,
    },
    { persist: true },
  );
}

/** The settings of this installation that a provider lacks. */
export async function missingSettings({ services }: Pick<Context, 'services'>, providerKey: string): Promise<string[]> {
  if (providerKey !== 'folder') return [];
  return services.folderRoots().length === 0 ? ['CONHUB_FOLDER_ROOTS'] : [];
}
