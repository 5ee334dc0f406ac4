import { type TestGraph, type Asker, startGraph, until } from '../graph.ts';
import { type Person, invite, join, setUp } from '../people.ts';
import { type AddedSource, addFolder, connectFolders } from '../sources.ts';
import { expect } from 'vitest';

/** What the operations are about: an organization with a folder of notes. */
export interface World {
  readonly graph: TestGraph;
  readonly ann: Person;
  readonly ben: Person;
  readonly accountId: string;
  readonly added: AddedSource;
  readonly documentId: string;
  /** The token of an open invitation. */
  readonly guest: string;
  readonly apiKeyId: string;
  /** Of the folder. */
  readonly path: string;
}

/** An operation, who sends it (Ann unless said otherwise), and what it answers. */
export interface Case {
  readonly who?: (world: World) => Asker | Promise<Asker>;
  readonly variables?: (world: World) => object | Promise<object>;
  readonly expected: object;
}

export const any = { string: expect.any(String), number: expect.any(Number) };
export const filled = expect.arrayContaining([expect.anything()]);

export async function createWorld(): Promise<World> {
  const graph = await startGraph();
  const ann = await setUp(graph, 'Ann', 'Acme');
  const ben = await join(graph, ann, 'Ben');
  const accountId = await connectFolders(graph, ann);
  const path = await graph.write('handbook', {
    'tokens.md': '# Tokens\n\nHow to rotate refresh tokens.\n',
    'code.ts': '/** Rotates refresh tokens. */\nexport const rotateRefreshTokens = (): void => {};\n',
    'broken.bin': '\u0000\u0001\u0002binary\u0000',
    ...Object.fromEntries(
      Array.from({ length: 20 }, (_, nth) => [
        `notes/${nth}.md`,
        `# Note ${nth}\n\nOn refresh tokens and how we rotate them, part ${nth}.\n`,
      ]),
    ),
  });
  const added = await addFolder(graph, ann, path, { accountId, visibility: 'ORGANIZATION' });
  const { organization } = await graph.ask(ann, '{ organization { documents(filter: { query: "tokens.md" }) { nodes { id } } } }');
  const documentId = organization.documents.nodes[0].id as string;
  const guest = await invite(graph, ann, 'guest@example.org', 'VIEWER');
  const { createApiKey } = await graph.ask(
    ann,
    'mutation { createApiKey(input: { name: "ci", scopes: ["search:read"] }) { apiKey { id } } }',
  );
  const apiKeyId = createApiKey.apiKey.id as string;
  // Reads of texts and denials are recorded within a second; the audit log of the answers below is not empty then.
  await until(
    'The audit log fills',
    async () => (await graph.ask(ann, '{ organization { auditLog { size } } }')).organization.auditLog.size as number,
    (size) => size > 5,
  );
  return { graph, ann, ben, accountId, added, documentId, guest, apiKeyId, path };
}
