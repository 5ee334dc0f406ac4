import { TypeId, createPostgresStore, on } from '@conhub/events';
import { uuidOf } from '@conhub/subgraph-kit';
import type { Database } from '@conhub/subgraph-kit/database';
import { z } from 'zod';
import type { RecentSearches } from '../suggestions/recent-searches.ts';

const MembershipRemoved = {
  type: 'users.membership.removed',
  schema: z.object({ userId: TypeId('usr'), organizationId: TypeId('org') }),
} as const;
const OrganizationDeleted = { type: 'users.organization.deleted', schema: z.object({}) } as const;

export const departures = [MembershipRemoved.type, OrganizationDeleted.type] as const;

/** What a person or an organization leaves in search beside the index goes with them. */
export function createDepartureStore(database: Pick<Database, 'system'>, recent: RecentSearches) {
  return createPostgresStore(
    'search',
    database,
    Object.fromEntries([
      on(MembershipRemoved, async (em, { userId, organizationId }) => {
        const [organization, user] = [uuidOf(organizationId), uuidOf(userId)];
        await em.execute('delete from search.saved_searches where organization_id = ? and owner_id = ?', [organization, user]);
        await em.execute('delete from search.search_feedback where organization_id = ? and user_id = ?', [organization, user]);
        recent.forget(organizationId, userId);
      }),
      on(OrganizationDeleted, async (em, _payload, { organizationId }) => {
        if (organizationId === null) return;
        for (const table of ['saved_searches', 'search_feedback', 'search_counts', 'query_counts', 'query_recordings', 'hourly_usage'])
          await em.execute(`delete from search.${table} where organization_id = ?`, [uuidOf(organizationId)]);
        recent.forget(organizationId, null);
      }),
    ]),
  );
}
