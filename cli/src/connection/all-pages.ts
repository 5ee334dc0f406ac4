import { CliFailure } from '../failure.ts';

/** What an operation answers of a list; absent where a part of ConHub could not be asked. */
interface Page<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null };
}

const pageSize = 100;

/** All rows of a list, page after page. @throws CliFailure where it cannot be read: half a list would say that the rest is not there */
export async function allPages<Node>(
  what: string,
  read: (page: { readonly first: number; readonly after: string | null }) => Promise<Page<Node> | null | undefined>,
): Promise<Node[]> {
  const rows: Node[] = [];
  for (let after: string | null = null; ;) {
    const page: Page<Node> | null | undefined = await read({ first: pageSize, after });
    if (page === null || page === undefined)
      throw new CliFailure(4, 'SUBGRAPH_UNAVAILABLE', `The ${what} cannot be read right now: try again shortly`);
    rows.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) return rows;
    after = page.pageInfo.endCursor ?? null;
  }
}
