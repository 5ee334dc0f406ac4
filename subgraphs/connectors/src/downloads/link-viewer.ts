import type { UserViewer } from '@conhub/subgraph-kit';
import type { LinkClaims } from './signed-link.ts';

/** Who holds a link acts as the person it was made for, in that organization, with this one scope. */
export const linkViewer = ({ userId, organizationId }: LinkClaims, scope: string): UserViewer => ({
  kind: 'user',
  userId,
  organizationId,
  sessionId: '',
  membershipId: '',
  roleKey: 'VIEWER',
  scopes: [scope],
  teamIds: [],
});
