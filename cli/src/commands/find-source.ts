import { allPages } from '../connection/all-pages.ts';
import type { Client } from '../connection/client.ts';
import { CliFailure } from '../failure.ts';
import { SourcesDocument, type SourcesQuery } from '../generated/operations.generated.ts';

export type SourceRow = NonNullable<NonNullable<SourcesQuery['organization']>['sources']>['nodes'][number];

/** All sources the viewer may see, page after page. */
export const allSources = (client: Client): Promise<SourceRow[]> =>
  allPages('sources', async (page) => (await client.execute(SourcesDocument, page)).organization?.sources);

/** A source by its id, its name, its path or the end of its path. @throws CliFailure where none or several fit */
export async function findSource(client: Client, wanted: string): Promise<SourceRow> {
  const sources = await allSources(client);
  const trimmed = wanted.length > 1 ? wanted.replace(/\/+$/, '') : wanted;
  for (const fits of [
    (source: SourceRow) => source.id === wanted,
    (source: SourceRow) => source.path === trimmed,
    (source: SourceRow) => source.name === wanted,
    (source: SourceRow) => source.path.endsWith(`/${trimmed}`),
  ]) {
    const found = sources.filter(fits);
    if (found.length > 1)
      throw new CliFailure(1, 'AMBIGUOUS', `Several sources fit ${wanted}: ${found.map(({ id, path }) => `${id} (${path})`).join(', ')}`);
    if (found[0] !== undefined) return found[0];
  }
  throw new CliFailure(1, 'NOT_FOUND', `There is no source ${wanted}. conhub sources lists them.`);
}
