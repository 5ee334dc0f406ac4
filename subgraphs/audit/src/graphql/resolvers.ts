import { ForbiddenError, hasScope, isId, organizationOf, parseId, prefixOf, prefixes } from '@conhub/subgraph-kit';
import type { Context } from '../context.ts';
import { findEvent } from '../log/find-event.ts';
import { followLog } from '../log/follow.ts';
import { conditions, listEvents, logSize } from '../log/read.ts';
import type { Resolvers } from './types.generated.ts';

/** The router checks scopes too; a subgraph never relies on it. */
function requireAuditRead({ viewer }: Context): void {
  if (!hasScope(viewer, 'audit:read')) throw new ForbiddenError('Reading the audit log needs the scope audit:read');
}

const trailOf =
  (isActor: boolean) =>
  ({ id }: { readonly id: string }, { first, after }: { first?: number | null; after?: string | null }, context: Context) => {
    requireAuditRead(context);
    return context.trails.load({ id, isActor, ...(first === undefined ? {} : { first }), ...(after === undefined ? {} : { after }) });
  };

const own = ({ id }: { readonly id: string }, { viewer }: Context): { id: string } | null =>
  organizationOf(viewer) === id ? { id } : null;

/** The types that `subject` can be: those of this schema. */
const subjects = new Set([
  'User',
  'Organization',
  'ApiKey',
  'ConnectedAccount',
  'Source',
  'Document',
  'Membership',
  'Invitation',
  'Session',
  'SyncRun',
  'AuditEvent',
]);

export const resolvers: Resolvers = {
  Query: {
    organization: (_parent, _arguments, { viewer }) => {
      const id = organizationOf(viewer);
      return id === null ? null : { id };
    },
    auditEvent: (_parent, { id }, context) => {
      requireAuditRead(context);
      return findEvent(context, parseId('evt', id, ['id']));
    },
  },
  Subscription: {
    auditEventRecorded: {
      subscribe: (_parent, { filter, after }, context) => {
        requireAuditRead(context);
        const organizationId = organizationOf(context.viewer);
        if (organizationId === null) throw new ForbiddenError('Choose an organization first');
        return followLog(context, organizationId, filter, after);
      },
      resolve: (recorded: unknown) => recorded as never,
    },
  },
  Organization: {
    __resolveReference: own,
    auditLog: (_parent, _arguments, context) => {
      requireAuditRead(context);
      return {};
    },
  },
  AuditLog: {
    size: (_parent, _arguments, context) => logSize(context),
    events: (_parent, { first, after, filter }, context) => listEvents(context, conditions(filter), { first, after: after ?? null }),
  },
  AuditEvent: {
    __resolveReference: ({ id }, context) => (hasScope(context.viewer, 'audit:read') && isId('evt', id) ? findEvent(context, id) : null),
    actor: ({ actorKind, actorId }) => {
      if (actorKind === 'service' || actorKind === 'anonymous') return { __typename: 'SystemActor', name: actorId ?? 'anonymous' };
      if (actorId === null || actorId === undefined) return null;
      return actorKind === 'apiKey' ? { __typename: 'ApiKey', id: actorId } : { __typename: 'User', id: actorId };
    },
    actorId: ({ actorKind, actorId }) => (actorKind === 'user' || actorKind === 'apiKey' ? (actorId ?? null) : null),
    onBehalfOf: ({ onBehalfOf }) => (onBehalfOf && isId('usr', onBehalfOf) ? { id: onBehalfOf } : null),
    subject: ({ subjectId }) => {
      const prefix = subjectId ? prefixOf(subjectId) : null;
      const type = prefix === null ? null : prefixes[prefix];
      return type === null || !subjects.has(type) ? null : ({ __typename: type, id: subjectId } as never);
    },
  },
  User: { __resolveReference: ({ id }) => ({ id }), auditTrail: trailOf(true) },
  ApiKey: { __resolveReference: ({ id }) => ({ id }), auditTrail: trailOf(true) },
  ConnectedAccount: { __resolveReference: ({ id }) => ({ id }), auditTrail: trailOf(false) },
  Source: { __resolveReference: ({ id }) => ({ id }), auditTrail: trailOf(false) },
  Document: { __resolveReference: ({ id }) => ({ id }), auditTrail: trailOf(false) },
};
