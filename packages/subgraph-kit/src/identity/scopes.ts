/** Every scope there is. A lint compares this list with `@requiresScopes` in the schemas. */
export const scopes = [
  'search:read',
  'documents:read',
  'documents:write',
  'accounts:connect',
  'members:manage',
  'keys:manage',
  'sources:manage',
  'audit:read',
  'audit:manage',
  'audit:redact',
  'operations:read',
  'organization:manage',
  'organization:delete',
  'privacy:manage',
  'billing:read',
  'billing:manage',
  'analytics:read',
  'index:manage',
  'embedding:run',
  'actions:execute',
] as const;

export type Scope = (typeof scopes)[number];

const viewer: readonly Scope[] = ['search:read', 'documents:read'];
const member: readonly Scope[] = [...viewer, 'accounts:connect', 'documents:write'];
const admin: readonly Scope[] = [...member, 'members:manage', 'keys:manage', 'sources:manage', 'audit:read', 'operations:read'];

/** The built-in roles as sets of scopes. The database stores the key. */
export const builtInRoles = { OWNER: scopes, ADMIN: admin, MEMBER: member, VIEWER: viewer } as const satisfies Record<
  string,
  readonly Scope[]
>;

export type BuiltInRoleKey = keyof typeof builtInRoles;
