import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { Context } from '../context.ts';
import { identityChanged } from '../identify/identity-changed.ts';
import { refuseFaults } from '../people/input-faults.ts';
import { nameFault } from '../people/name-rules.ts';
import { requirePerson } from '../people/person.policy.ts';
import { addOrganization } from './add-organization.ts';
import { slugFault } from './slug.ts';

/** An organization with the person as its owner. Answers its id. */
export async function createOrganization(context: Context, input: { name: string; slug: string | null }): Promise<string> {
  const { userId } = requirePerson(context.viewer);
  refuseFaults([nameFault(input.name, ['input', 'name']), input.slug === null ? null : slugFault(input.slug, ['input', 'slug'])]);
  const { viewer, request, services } = context;
  const { organizationId } = await services.database
    .system()
    .transactional((em) => addOrganization({ em: em as SqlEntityManager, viewer, request }, { ...input, now: services.now() }));
  identityChanged(services.broadcast, { userId });
  return organizationId;
}
