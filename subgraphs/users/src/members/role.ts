import { type BuiltInRoleKey, type Viewer, builtInRoles, derivedId, hasScope } from '@conhub/subgraph-kit';

export type RoleKey = BuiltInRoleKey;

/** A role as clients see it. Built-in roles come from code; the database keeps the key. */
export interface Role {
  readonly id: string;
  readonly key: RoleKey;
  readonly name: string;
  readonly scopes: readonly string[];
}

const names: Readonly<Record<RoleKey, string>> = { OWNER: 'Owner', ADMIN: 'Admin', MEMBER: 'Member', VIEWER: 'Viewer' };

/** The most powerful first. */
export const roles: readonly Role[] = (Object.keys(builtInRoles) as RoleKey[]).map((key) => ({
  id: derivedId('role', key),
  key,
  name: names[key],
  scopes: builtInRoles[key],
}));

export const roleOfKey = (key: RoleKey): Role => {
  const role = roles.find((candidate) => candidate.key === key);
  if (role === undefined) throw new Error(`There is no role ${key}`);
  return role;
};

export const roleOfId = (id: string): Role | null => roles.find((role) => role.id === id) ?? null;

/** Nobody grants, changes or takes away more than they hold. */
export const holdsAllOf = (viewer: Viewer, scopes: readonly string[]): boolean => scopes.every((scope) => hasScope(viewer, scope));
