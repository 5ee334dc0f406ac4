import { rmSync } from 'node:fs';
import { type Client, createClient, operations } from '@conhub/cli';
import { type HubProcess, startHubProcess } from '../hub/hub-process.ts';
import { modelLoaded, operatorOf, setUp } from '../hub/hub.ts';
import { processTree, proportionalBytes } from '../measure/memory.ts';
import { quantile } from '../measure/quantiles.ts';
import { type Figure, type Report, figure } from '../report/figure.ts';
import { readBaseTexts, scaleDocuments } from './derived-text.ts';
import { derivedVectors } from './derived-vectors.ts';
import { writePlot } from './plot.ts';
import { queriesFrom, search, termsMax, untilFirstAnswer, whoAsks } from './queries.ts';
import { openIndexWriter } from './write-index.ts';

const counts = [1, 10, 100] as const;
const chunksEach = 1_000;
const accessSetsEach = 50;
/** So many are asked, in turns. */
const askedMax = 10;
const searches = 320;

const CreateOrganizationDocument = new operations.TypedDocumentString<
  { createOrganization: { organization: { id: string } | null } | null },
  { name: string }
>('mutation BenchOrganization($name: String!) { createOrganization(input: { name: $name }) { organization { id } } }');

/** What 1, 10 and 100 organizations of 1,000 chunks each cost: start, memory, a search. Vectors are derived from real ones. */
export async function benchOrganizations(): Promise<Report> {
  const base = readBaseTexts(chunksEach);
  let hub: HubProcess = await startHubProcess();
  const { folder } = hub;
  try {
    const { client, apiKey, operator } = await setUp(hub);
    const { userId, organizationId } = await whoAsks(operator.client);
    const vectorOf = await derivedVectors(client, base.embeddedTexts, () => {});
    const organizations: string[] = [organizationId];
    const keys = [apiKey];
    const figures: Figure[] = [];
    const curve: [number, number][] = [];
    let written = 0;
    for (const count of counts) {
      while (organizations.length < count) {
        const here = operatorOf(hub);
        const { createOrganization } = await here.client.execute(CreateOrganizationDocument, {
          name: `Organization ${organizations.length + 1}`,
        });
        const id = createOrganization?.organization?.id;
        if (id === undefined) throw new Error('ConHub founded no organization');
        organizations.push(id);
        if (keys.length < askedMax) keys.push(await keyIn(hub, id));
      }
      await hub.stop(true);
      for (; written < count; written++) {
        const writer = openIndexWriter(hub.dataFolder, organizations[written] as string, vectorOf, accessSetsEach);
        await writer.add(scaleDocuments(base, chunksEach, { seed: 100 + written, isDerived: true }));
        writer.show(userId, 0.9);
        await writer.close();
      }
      hub = await startHubProcess(folder);
      const { url } = operatorOf(hub).client;
      const clients = keys.slice(0, count).map((key): Client => createClient({ url, token: async () => key, organization: null }));
      const firstAnswerMs = await untilFirstAnswer(clients[0] as Client);
      await modelLoaded(operatorOf(hub).client);
      const drawQuery = queriesFrom(base);
      const times: number[] = [];
      for (let index = -40; index < searches; index++) {
        const askedMs = performance.now();
        await search(clients[(index + 40) % clients.length] as Client, drawQuery(1 + ((index + 40) % termsMax)), 'HYBRID');
        if (index >= 0) times.push(performance.now() - askedMs);
      }
      const name = `${count} organization${count === 1 ? '' : 's'} of ${chunksEach.toLocaleString('en')} chunks, derived vectors`;
      figures.push(
        figure(`${name}: start until listening`, hub.startedInMs, 'ms'),
        figure(`${name}: first answer`, firstAnswerMs, 'ms'),
        figure(`${name}: memory (PSS)`, proportionalBytes(processTree(hub.pid)) / 2 ** 20, 'MiB'),
        figure(`${name}: hybrid p50`, quantile(times, 0.5), 'ms'),
        figure(`${name}: hybrid p95`, quantile(times, 0.95), 'ms'),
      );
      curve.push([count, quantile(times, 0.95)]);
    }
    writePlot('organizations.svg', {
      title: 'Hybrid search in one of many organizations, p95',
      x: 'organizations of 1,000 chunks each (vectors derived from real ones)',
      y: 'ms',
      curves: [{ name: '90 % visible', points: curve }],
    });
    return { bench: 'organizations', figures };
  } finally {
    await hub.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function keyIn(hub: HubProcess, organization: string): Promise<string> {
  const { client } = operatorOf(hub, organization);
  const { createApiKey } = await client.execute(operations.CreateApiKeyDocument, {
    input: { name: 'bench', scopes: ['search:read', 'documents:read'] },
  });
  if (!createApiKey) throw new Error('ConHub made no API key');
  return createApiKey.secret;
}
