import { customPolicies, personPolicies, systemOnlyPolicies, tenantPolicies } from '@conhub/subgraph-kit/database';
import type { PolicyDef } from '@mikro-orm/core';

/** A custom policy narrowed to reading: what a viewer may see beyond what they may write. */
const readable = (name: string, expression: Parameters<typeof customPolicies>[1]): PolicyDef[] =>
  customPolicies('users', expression)
    .filter((policy) => policy.check === policy.using && policy.using !== 'true')
    .map(({ check: _check, ...policy }) => ({ ...policy, name, command: 'select' as const }));

/** What the person may see of themselves beyond the request's organization. */
const ofPerson = (column: string): PolicyDef[] => readable('own', ({ person }) => `(${column} = ${person})`);

/**
 * Every table of this subgraph and who reaches its rows. People and organizations are not one tenant's, so they have policies of their
 * own; what decides before anybody is known (locks, links, refresh tokens, the installation) is the system role's alone.
 */
export const rowSecurity = {
  users: [
    ...customPolicies('users', ({ person }) => `(id = ${person})`),
    // Those who have left stay visible to the organization: their name stands beside what they did.
    ...readable(
      'colleague',
      ({ organization }) => `(id IN ( SELECT memberships.user_id
   FROM users.memberships
  WHERE (memberships.organization_id = ${organization})))`,
    ),
  ],
  credentials: personPolicies('users'),
  organizations: [
    ...tenantPolicies('users', 'id'),
    ...readable(
      'member',
      ({ person }) => `(id IN ( SELECT memberships.organization_id
   FROM users.memberships
  WHERE ((memberships.user_id = ${person}) AND (memberships.ended_at IS NULL))))`,
    ),
  ],
  memberships: [...tenantPolicies('users'), ...ofPerson('user_id')],
  invitations: tenantPolicies('users'),
  api_keys: tenantPolicies('users'),
  sessions: personPolicies('users'),
  refresh_tokens: systemOnlyPolicies('users'),
  sign_in_locks: systemOnlyPolicies('users'),
  one_time_links: systemOnlyPolicies('users'),
  installation: systemOnlyPolicies('users'),
} satisfies Readonly<Record<string, PolicyDef[]>>;
