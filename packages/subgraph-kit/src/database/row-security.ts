import type { PolicyDef } from '@mikro-orm/core';
import { roleOf } from './roles.ts';

/** The request's organization and person, as the policies see them; null (nothing is visible) unless the session says so. */
const organization = `(NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid`;
const person = `(NULLIF(current_setting('app.person'::text, true), ''::text))::uuid`;

const systemPolicy = (subgraph: string): PolicyDef => ({
  name: 'system',
  roles: [roleOf(subgraph, 'system')],
  using: 'true',
  check: 'true',
});

/** A table of tenant data: the app role sees the rows of the request's organization. Fails closed. */
export const tenantPolicies = (subgraph: string, column = 'organization_id'): PolicyDef[] => [
  { name: 'tenant', roles: [roleOf(subgraph, 'app')], using: `(${column} = ${organization})`, check: `(${column} = ${organization})` },
  systemPolicy(subgraph),
];

/** A table of a person's own data (sessions, credentials). */
export const personPolicies = (subgraph: string, column = 'user_id'): PolicyDef[] => [
  { name: 'person', roles: [roleOf(subgraph, 'app')], using: `(${column} = ${person})`, check: `(${column} = ${person})` },
  systemPolicy(subgraph),
];

/** Only the system role: what no viewer's query may reach. */
export const systemOnlyPolicies = (subgraph: string): PolicyDef[] => [systemPolicy(subgraph)];

/** An event log: the app role appends (and sees what its own transaction wrote, which `insert … returning` needs), the system role reads. */
export const appendOnlyPolicies = (subgraph: string): PolicyDef[] => [
  { name: 'append', command: 'insert', roles: [roleOf(subgraph, 'app')], check: 'true' },
  { name: 'own', command: 'select', roles: [roleOf(subgraph, 'app')], using: '(xid = pg_current_xact_id())' },
  systemPolicy(subgraph),
];

/** A policy of a subgraph's own. The expression may use `organization` and `person`. */
export const customPolicies = (
  subgraph: string,
  expression: (session: { organization: string; person: string }) => string,
): PolicyDef[] => [
  {
    name: 'viewer',
    roles: [roleOf(subgraph, 'app')],
    using: expression({ organization, person }),
    check: expression({ organization, person }),
  },
  systemPolicy(subgraph),
];
