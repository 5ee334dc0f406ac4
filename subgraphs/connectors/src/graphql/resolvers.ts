import { ConnectedAccount, Container, Provider } from './accounts.ts';
import { Document, DocumentFailure } from './documents.ts';
import { Mutation } from './mutations.ts';
import { Organization } from './organization.ts';
import { Query } from './queries.ts';
import { Source } from './sources.ts';
import { Subscription } from './subscription.ts';
import { SyncRun } from './sync-runs.ts';
import type { Resolvers } from './types.generated.ts';

/** Unions carry their `__typename`; Node and Failure are only ever asked for within them. */
const byTypename = { __resolveType: ({ __typename }: { __typename?: string }) => __typename ?? null } as never;

export const resolvers: Resolvers = {
  Query,
  Mutation,
  Subscription,
  Organization,
  Provider,
  ConnectedAccount,
  Container,
  Source,
  SyncRun,
  Document,
  DocumentFailure,
  Node: byTypename,
  Failure: byTypename,
  Actor: byTypename,
  Grantee: byTypename,
  ConnectAccountResult: byTypename,
  AddSourceResult: byTypename,
  StartSyncResult: byTypename,
};
