import type { Data, TestGraph } from './graph.ts';
import type { Person } from './people.ts';
import type { Known } from './permission-views.ts';

/** A document as a person may take it away, and where it was last observed. */
export interface TakenAway {
  readonly url: string;
  readonly place: string;
}

/** `Document.download` and `Document.revisions` of all that a person can read, by the document's id. */
export async function takeAway(graph: TestGraph, person: Person, { documentIds }: Known): Promise<Map<string, TakenAway>> {
  const { data } = await graph.run(
    person,
    `query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Document { source { id } download { url } revisions(first: 1) { nodes { path } } } } }`,
    { ids: documentIds },
  );
  return new Map(
    ((data?.nodes ?? []) as Data[])
      .filter((node) => node?.download)
      .map(({ id, source, download, revisions }) => [
        id as string,
        { url: download.url as string, place: `${source.id} ${revisions.nodes[0]?.path}` },
      ]),
  );
}

/** What a link gives now; null where it leads nowhere. */
export async function follow(url: URL): Promise<string | null> {
  const reply = await fetch(url);
  const text = await reply.text();
  if (reply.status !== 200 && reply.status !== 404) throw new Error(`A link answered ${reply.status}: ${text}`);
  return reply.status === 200 ? text : null;
}
