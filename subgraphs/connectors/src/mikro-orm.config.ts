import { createConsumerTables } from '@conhub/events';
import { AccessSet, AccessSetMember, Member, SourceGrantee } from './access/access-set.entity.ts';
import { ConnectedAccount } from './accounts/connected-account.entity.ts';
import { Document, DocumentFailure, PendingDeletion } from './documents/document.entity.ts';
import { DocumentRevision } from './documents/document-revision.entity.ts';
import { EventRow } from './event-log.ts';
import { migrations } from './migrations.ts';
import { Source } from './sources/source.entity.ts';
import { BlobReference, FolderRoot, Usage } from './storage/blob-reference.entity.ts';
import { FolderEntry } from './sync/folder-entry.entity.ts';
import { SyncRun } from './sync/sync-run.entity.ts';
import { Upload } from './uploads/upload.entity.ts';

export const definition = {
  subgraph: 'connectors',
  entities: [
    EventRow,
    ...createConsumerTables('connectors'),
    ConnectedAccount,
    Source,
    SourceGrantee,
    AccessSet,
    AccessSetMember,
    Member,
    Document,
    DocumentFailure,
    DocumentRevision,
    PendingDeletion,
    FolderEntry,
    SyncRun,
    BlobReference,
    Usage,
    FolderRoot,
    Upload,
  ],
  migrations,
};
