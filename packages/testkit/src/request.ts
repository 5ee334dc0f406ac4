import { type RequestInfo, type ServiceViewer, type UserViewer, builtInRoles, newId, service } from '@conhub/subgraph-kit';

/** A request as the router would hand it on. */
export const requestInfo = (over: Partial<RequestInfo> = {}): RequestInfo => ({
  id: `test-${Math.random().toString(36).slice(2)}`,
  ipAddress: '127.0.0.1',
  userAgent: 'vitest',
  trace: null,
  sessionCookie: null,
  deadline: null,
  signal: null,
  ...over,
});

/** A person of an organization, as `identify` would answer. */
export const userViewer = (over: Partial<UserViewer> = {}, roleKey: keyof typeof builtInRoles = 'OWNER'): UserViewer => ({
  kind: 'user',
  userId: newId('usr'),
  sessionId: newId('ses'),
  organizationId: newId('org'),
  membershipId: newId('mem'),
  roleKey,
  scopes: builtInRoles[roleKey],
  teamIds: [],
  ...over,
});

export const serviceViewer = (name: string, organizationId: string | null = null): ServiceViewer => service(name, organizationId);
