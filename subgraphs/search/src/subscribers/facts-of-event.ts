import type { StoredEvent } from '@conhub/events';
import type {
  ConnectorsAccessSetChanged,
  ConnectorsSourceAdded,
  ConnectorsSourcePageCommitted,
  ConnectorsSourceRemoved,
  ConnectorsSyncRunFinished,
  ConnectorsSyncRunRequested,
} from '../../../../schema/events/payloads.generated.ts';
import type { DocumentOperation, Fact } from '../index/facts.ts';

type Operation = ConnectorsSourcePageCommitted['ops'][number];

/** What the index hears, by producer. */
export const heardTypes: Readonly<Record<string, readonly string[]>> = {
  connectors: [
    'connectors.source.added',
    'connectors.source.updated',
    'connectors.source.removed',
    'connectors.access_set.changed',
    'connectors.sync_run.requested',
    'connectors.sync_run.finished',
    'connectors.source.page_committed',
  ],
  users: ['users.organization.deleted'],
};

/** Null for an event that says nothing to an index: of the deployment, or of a type that is not heard. */
export function factOfEvent(event: StoredEvent): Fact | null {
  const { organizationId } = event;
  if (organizationId === null) return null;
  const envelope = { organizationId, at: { xid: event.xid, position: event.position } };
  switch (event.type) {
    case 'connectors.source.page_committed': {
      const { sourceId, sourceTitle, runId, accountId, providerKey, ops } = event.payload as ConnectorsSourcePageCommitted;
      return {
        ...envelope,
        t: 'page',
        sourceId,
        title: sourceTitle ?? null,
        runId,
        accountId,
        providerKey,
        operations: ops.map(operationOf),
      };
    }
    case 'connectors.source.added':
    case 'connectors.source.updated': {
      const { sourceId, version, accountId, providerKey } = event.payload as ConnectorsSourceAdded;
      return { ...envelope, t: 'source', sourceId, version, accountId, providerKey };
    }
    case 'connectors.source.removed':
      return { ...envelope, t: 'source_removed', sourceId: (event.payload as ConnectorsSourceRemoved).sourceId };
    case 'connectors.sync_run.requested': {
      const { runId, sourceId } = event.payload as ConnectorsSyncRunRequested;
      return { ...envelope, t: 'run', runId, sourceId, checkpoint: null };
    }
    case 'connectors.sync_run.finished': {
      const { runId, sourceId, digest, documentCount } = event.payload as ConnectorsSyncRunFinished;
      return { ...envelope, t: 'run', runId, sourceId, checkpoint: { digest, documentCount } };
    }
    case 'connectors.access_set.changed': {
      const { accessSetId, version, everyone, userIds } = event.payload as ConnectorsAccessSetChanged;
      return { ...envelope, t: 'access_set', accessSetId, version, everyone, userIds };
    }
    case 'users.organization.deleted':
      return { ...envelope, t: 'organization_removed' };
    default:
      return null;
  }
}

function operationOf(operation: Operation): DocumentOperation {
  const { documentId, version, t, textHash, kind, language, updatedAt, authorKey, path, title, url, access } = operation;
  return {
    documentId,
    version,
    t,
    content:
      kind === undefined || updatedAt === undefined
        ? undefined
        : { textHash: textHash ?? null, kind, language: language ?? null, updatedAt: Date.parse(updatedAt), authorKey: authorKey ?? null },
    place: path === undefined ? undefined : { path, title: title ?? path.slice(path.lastIndexOf('/') + 1), url: url ?? null },
    access,
  };
}
