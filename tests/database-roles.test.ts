import { type DatabaseConnection, openDatabase } from '@conhub/subgraph-kit/database';
import { anonymous } from '@conhub/subgraph-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestGraph, startGraph } from './graph.ts';
import { join, setUp } from './people.ts';
import { addFolder } from './sources.ts';

const subgraphs = ['users', 'connectors', 'search', 'audit'] as const;
let graph: TestGraph;

beforeAll(async () => {
  graph = await startGraph();
  const ann = await setUp(graph, 'Ann', 'Acme');
  await join(graph, ann, 'Ben');
  await addFolder(graph, ann, await graph.write('notes', { 'a.md': 'words' }), { visibility: 'ORGANIZATION' });
  await graph.ask(ann, '{ search(query: "words") { totalEstimate } }');
});
afterAll(() => graph.stop());

/** As a subgraph's app role without a viewer, or its system role. */
async function as<Row>(subgraph: string, role: 'app' | 'system', sql: string): Promise<Row[]> {
  const connection: DatabaseConnection = graph.connection;
  const database = await openDatabase({ subgraph, connection, entities: [], migrations: [] });
  try {
    return (await (role === 'app' ? database.fork(anonymous) : database.system()).execute(sql)) as Row[];
  } finally {
    await database.close();
  }
}

const tablesOf = (subgraph: string) =>
  as<{ name: string; secured: boolean; policies: string }>(
    subgraph,
    'system',
    `select c.relname as name, c.relrowsecurity as secured, (select count(*) from pg_policy p where p.polrelid = c.oid) as policies
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = '${subgraph}' and c.relkind in ('r', 'p') and c.relname <> 'migrations' order by 1`,
  );

describe.each(subgraphs)('%s', (subgraph) => {
  it('has every table behind row-level security, and shows none of its rows to its app role without a viewer', async () => {
    const tables = await tablesOf(subgraph);
    expect(tables.length).toBeGreaterThan(2);
    expect(tables.filter(({ secured, policies }) => !secured || Number(policies) === 0)).toEqual([]);
    const counts = `select ${tables.map(({ name }) => `(select count(*) from ${subgraph}.${name}) as ${name}`).join(', ')}`;
    const [seen] = await as<Record<string, string>>(subgraph, 'app', counts);
    expect(Object.entries(seen ?? {}).filter(([, count]) => Number(count) > 0)).toEqual([]);
    // The control: there are rows to be seen.
    const [all] = await as<Record<string, string>>(subgraph, 'system', counts);
    expect(Object.values(all ?? {}).some((count) => Number(count) > 0)).toBe(true);
  });

  it('has an owner, an app and a system role, none of which passes by policies or rules the server, and only the first owns anything', async () => {
    const roles = await as<Record<string, unknown>>(
      subgraph,
      'system',
      `select rolname, rolcanlogin, rolsuper, rolcreaterole, rolcreatedb, rolreplication from pg_roles where rolname like 'conhub\\_${subgraph}\\_%' order by 1`,
    );
    const powerless = { rolcanlogin: true, rolsuper: false, rolcreaterole: false, rolcreatedb: false, rolreplication: false };
    expect(roles).toEqual(['app', 'owner', 'system'].map((role) => ({ rolname: `conhub_${subgraph}_${role}`, ...powerless })));
    const bypassing = await as<{ rolname: string }>(
      subgraph,
      'system',
      `select rolname from pg_roles where rolname = 'conhub_${subgraph}_app' and rolbypassrls`,
    );
    expect(bypassing).toEqual([]);
    const owners = await as<{ owner: string }>(
      subgraph,
      'system',
      `select distinct pg_get_userbyid(c.relowner) as owner from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = '${subgraph}'`,
    );
    expect(owners).toEqual([{ owner: `conhub_${subgraph}_owner` }]);
  });

  it('reaches no other subgraph’s tables, by whichever role', async () => {
    for (const other of subgraphs.filter((each) => each !== subgraph))
      for (const role of ['app', 'system'] as const)
        await expect(as(subgraph, role, `select 1 from ${other}.events limit 1`), `${role} in ${other}`).rejects.toThrow(
          /permission denied/,
        );
  });
});
