import type { EmitContext } from '@conhub/events';
import { ConflictError, newId, personOf } from '@conhub/subgraph-kit';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { emit } from '../event-log.ts';
import { OrganizationCreated } from '../events.ts';
import type { ActingMembership } from '../identify/viewer-of.ts';
import { addMembership } from '../members/add-membership.ts';
import { Organization } from './organization.entity.ts';
import { anotherSlug, slugOf } from './slug.ts';

/**
 * Adds an organization with the acting person as its owner to the transaction of `context.em`, which must be the system role's: the
 * slug has to be free in all the installation. The caller flushes.
 *
 * @throws ConflictError when a slug was asked for and is taken
 */
export async function addOrganization(
  context: EmitContext & { readonly em: SqlEntityManager },
  input: { name: string; slug: string | null; now: Date },
): Promise<ActingMembership> {
  const { em } = context;
  const createdBy = personOf(context.viewer);
  if (createdBy === null) throw new Error('An organization is made by a person');
  // Held until the transaction ends, so that two requests for one slug do not both find it free.
  await em.execute(`select pg_advisory_xact_lock(hashtext('users.organizations.slug'))`);
  const isTaken = async (slug: string): Promise<boolean> => (await em.count(Organization, { slug })) > 0;
  let slug = input.slug ?? slugOf(input.name);
  if (await isTaken(slug)) {
    if (input.slug !== null) throw new ConflictError('Another organization has this slug');
    const base = slug;
    do slug = anotherSlug(base);
    while (await isTaken(slug));
  }
  const organizationId = newId('org');
  em.persist(em.create(Organization, { id: organizationId, slug, name: input.name.trim(), createdAt: input.now }));
  emit(context, OrganizationCreated, { organizationId, createdBy }, { organizationId });
  const { id, roleKey } = addMembership(context, { organizationId, userId: createdBy, roleKey: 'OWNER', now: input.now });
  return { id, organizationId, roleKey };
}
