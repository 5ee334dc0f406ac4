export { TypeIdType, createdAt, idColumn, primaryId, timestamp } from './columns.ts';
export {
  type Database,
  type DatabaseConnection,
  type DatabaseOptions,
  type EntityClasses,
  bind,
  migrate,
  openDatabase,
  organizationFilter,
  ormOptions,
} from './database.ts';
export { ensureRoles, roleOf, roleStatements } from './roles.ts';
export { appendOnlyPolicies, customPolicies, personPolicies, systemOnlyPolicies, tenantPolicies } from './row-security.ts';
