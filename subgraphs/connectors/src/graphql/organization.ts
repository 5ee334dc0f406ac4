import { organizationOf } from '@conhub/subgraph-kit';
import { listDocuments } from '../documents/list-documents.ts';
import { listAccounts, listSources } from '../sources/list-sources.ts';
import { listRuns } from '../sync/list-runs.ts';
import { optionalId } from './guard.ts';
import type { OrganizationResolvers } from './types.generated.ts';

export const Organization: OrganizationResolvers = {
  // Another organization's id is as absent.
  __resolveReference: ({ id }, { viewer }) => (id === organizationOf(viewer) ? { id } : null),
  connectedAccounts: (_parent, args, context) => {
    optionalId('usr', args.filter?.ownerId, ['filter', 'ownerId']);
    return listAccounts(context, args) as never;
  },
  sources: (_parent, args, context) => {
    optionalId('acc', args.filter?.accountId, ['filter', 'accountId']);
    return listSources(context, args) as never;
  },
  documents: (_parent, args, context) => {
    optionalId('src', args.filter?.sourceId, ['filter', 'sourceId']);
    return listDocuments(context, null, { ...args, orderBy: args.orderBy ?? null }) as never;
  },
  syncRuns: (_parent, args, context) => listRuns(context, null, args) as never,
};
