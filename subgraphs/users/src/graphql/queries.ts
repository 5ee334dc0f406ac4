import { organizationOf } from '@conhub/subgraph-kit';
import { previewInvitation } from '../members/preview-invitation.ts';
import type { QueryResolvers } from './types.generated.ts';

export const queries: QueryResolvers = {
  viewer: (_parent, _args, { viewer }) => (viewer.kind === 'anonymous' ? null : {}),
  organization: (_parent, _args, { viewer }) => {
    const id = organizationOf(viewer);
    return id === null ? null : { id };
  },
  invitation: (_parent, { token }, context) => previewInvitation(context, token),
  signInOptions: async (_parent, _args, { services }) => {
    const needsSetup = await services.setup.isNeeded();
    return { hasPassword: true, isRegistrationOpen: services.registration === 'open' && !needsSetup, needsSetup };
  },
};
