import type { ConnectedAccount } from '../accounts/connected-account.entity.ts';
import type { VisibleRun } from '../context.ts';
import type { Document, DocumentFailure } from '../documents/document.entity.ts';
import type { DocumentRevision } from '../documents/document-revision.entity.ts';
import type { Problem } from '../problems.ts';
import type { Connector, Container } from '../providers/connector.ts';
import type { VisibleSource } from '../sources/source.policy.ts';

/** What resolvers are given as their parent. */
export type ConnectedAccountMapper = ConnectedAccount;
export type SourceMapper = VisibleSource;
export type SyncRunMapper = VisibleRun;
export type DocumentRevisionMapper = DocumentRevision;
export type DocumentMapper = Document;
export type DocumentFailureMapper = DocumentFailure;
export type ProviderMapper = Connector;
export type ContainerMapper = Container & { readonly accountId: string };
export type ProblemMapper = Problem;
export type OrganizationMapper = { readonly id: string };
