import { BadUserInputError, ConflictError, uuidOf } from '@conhub/subgraph-kit';
import { LockMode, type SqlEntityManager } from '@mikro-orm/postgresql';
import { Member } from '../access/access-set.entity.ts';
import { type AccessChange, createAccessSet, publishAccessSet } from '../access/publish-access-set.ts';
import { ConnectedAccount } from '../accounts/connected-account.entity.ts';
import { accountFact } from '../accounts/describe-account.ts';
import { Document } from '../documents/document.entity.ts';
import { emit } from '../event-log.ts';
import { AccountConnected, SourceAdded, SourceShared } from '../events.ts';
import { sourceFact } from './describe-source.ts';
import { Source, type SourceVisibility } from './source.entity.ts';

export interface BuiltInPlace {
  readonly organizationId: string;
  /** Whose source it is. */
  readonly person: string;
  readonly providerKey: string;
  /** What account and source are called. */
  readonly name: string;
  readonly visibility: SourceVisibility;
}

export const isBuiltIn = ({ kind }: Pick<Source, 'kind'>): boolean => kind === 'BUILT_IN';

/** Refuses what only makes sense where another place is read. */
export function refuseBuiltIn(source: Pick<Source, 'kind' | 'name'>): void {
  if (isBuiltIn(source)) throw new ConflictError(`${source.name} are ConHub’s own: there is nothing to read and nothing to schedule`);
}

/** What exists nowhere else is not removed together with its source, by one command. */
export async function refuseFullBuiltIn(em: SqlEntityManager, source: Pick<Source, 'id' | 'kind' | 'name'>): Promise<void> {
  // Also those without a text: of a file that cannot be read, its original is here alone.
  const count = isBuiltIn(source) ? await em.count(Document, { sourceId: source.id, state: { $ne: 'DELETED' } }) : 0;
  if (count > 0) throw new ConflictError(`${source.name} exist nowhere else, and there are ${count}: delete them first, one by one`);
}

/**
 * A person's own source of a built-in provider, locked until the end of the transaction; made on first use. There is one for each visibility,
 * by what it is now: what is written for its owner alone never lands in a source that has been opened to others.
 */
export async function builtInSource(context: AccessChange, place: BuiltInPlace): Promise<Source> {
  const { em } = context;
  const { organizationId, person, providerKey, visibility } = place;
  const path = ['input', 'visibility'];
  if (visibility === 'PROVIDER')
    throw BadUserInputError.of(path, 'UNSUPPORTED', `${place.name} have no provider with permissions of its own`);
  // Two first ones at once make one source.
  await em.execute(`select pg_advisory_xact_lock(hashtext('connectors.built-in'), hashtext(?))`, [
    `${uuidOf(organizationId)} ${uuidOf(person)} ${providerKey}`,
  ]);
  const accounts = await em.find(
    ConnectedAccount,
    { providerKey, ownerId: person, status: { $ne: 'DELETING' } },
    { orderBy: { createdAt: 'asc', id: 'asc' } },
  );
  const working = accounts.filter((account) => account.isWorking());
  if (accounts.length > 0 && working.length === 0) throw new ConflictError('The account is paused: resume it first');
  const source = await em.findOne(
    Source,
    { accountId: { $in: working.map(({ id }) => id) }, status: 'ACTIVE', visibility },
    { orderBy: { createdAt: 'asc', id: 'asc' }, lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  // It was shared otherwise while this waited for it.
  if (source !== null && source.status === 'ACTIVE' && source.visibility === visibility) return source;
  if (visibility === 'SHARED')
    throw BadUserInputError.of(
      path,
      'USE_SHARE_SOURCE',
      `None of your sources of ${place.name.toLowerCase()} is shared: share one with shareSource first`,
    );
  return addBuiltInSource(context, place, working[0] ?? (await addAccount(context, place)));
}

async function addAccount(context: AccessChange, { organizationId, person, providerKey, name }: BuiltInPlace): Promise<ConnectedAccount> {
  const { em } = context;
  await em.upsert(Member, { organizationId, userId: person });
  const account = em.create(
    ConnectedAccount,
    { organizationId, ownerId: person, providerKey, displayName: name, status: 'ACTIVE', configuration: {}, version: 1 },
    { persist: true },
  );
  emit(context, AccountConnected, accountFact(account), { version: account.version });
  await em.flush();
  return account;
}

async function addBuiltInSource(
  context: AccessChange,
  { organizationId, providerKey, name, visibility }: BuiltInPlace,
  account: ConnectedAccount,
): Promise<Source> {
  const { em } = context;
  const set = await createAccessSet(em, organizationId);
  const nth = await em.count(Source, { accountId: account.id });
  const source = em.create(
    Source,
    {
      organizationId,
      accountId: account.id,
      providerKey,
      containerId: `${providerKey}-${nth + 1}`,
      kind: 'BUILT_IN',
      name,
      path: name,
      url: null,
      status: 'ACTIVE',
      visibility,
      accessSetId: set.id,
      include: [],
      exclude: [],
      intervalMinutes: null,
      cursor: null,
      watermark: null,
      version: 1,
    },
    { persist: true },
  );
  emit(context, SourceAdded, sourceFact(source), { version: source.version });
  if (visibility !== 'OWNER')
    emit(context, SourceShared, { sourceId: source.id, version: source.version, visibility, userIds: [] }, { version: source.version });
  await em.flush();
  await publishAccessSet(context, source);
  await em.flush();
  return source;
}
