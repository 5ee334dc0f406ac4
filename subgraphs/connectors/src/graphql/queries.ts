import { isId, organizationOf, parseId } from '@conhub/subgraph-kit';
import { admit } from './guard.ts';
import type { QueryResolvers } from './types.generated.ts';

export const Query: QueryResolvers = {
  organization: (_parent, _args, context) => {
    const id = organizationOf(context.viewer);
    return id === null ? null : { id };
  },
  providers: (_parent, _args, context) => {
    admit(context);
    return [...context.services.providers.values()];
  },
  connectedAccount: async (_parent, { id }, context) => {
    admit(context);
    return (await context.visibility()).accounts.get(parseId('acc', id, ['id']))?.account ?? null;
  },
  source: async (_parent, { id }, context) => {
    admit(context);
    return (await context.visibility()).sources.get(parseId('src', id, ['id'])) ?? null;
  },
  syncRun: (_parent, { id }, context) => {
    admit(context);
    return context.runs.load(parseId('run', id, ['id']));
  },
  document: (_parent, { id }, context) => {
    admit(context, 'documents:read');
    return context.documents.load(parseId('doc', id, ['id']));
  },
};

/** A reference with an id of another kind points to nothing. */
export const known = (prefix: Parameters<typeof isId>[0], id: unknown): id is string => typeof id === 'string' && isId(prefix, id);
