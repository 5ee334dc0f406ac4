import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseQuery } from '../../subgraphs/search/src/analyzer/parse-query.ts';
import { createChunker } from '../../subgraphs/search/src/chunking/chunker.ts';
import type { Fact } from '../../subgraphs/search/src/index/facts.ts';
import { startIndexing } from '../../subgraphs/search/src/index/indexing.ts';
import { openOrganizations } from '../../subgraphs/search/src/index/organizations.ts';
import { scanVectors } from '../../subgraphs/search/src/index/ranking/dense-leg.ts';
import { lexicalScores } from '../../subgraphs/search/src/index/ranking/lexical-leg.ts';
import { passingDocuments } from '../../subgraphs/search/src/index/ranking/passing.ts';
import { statisticsOf } from '../../subgraphs/search/src/index/reports.ts';
import { createDraws } from '../measure/draws.ts';
import type { ScaleDocument } from './derived-text.ts';
import type { VectorOf } from './derived-vectors.ts';

/** Positions of facts grow over all writers of a process: what is not news is left aside. */
let position = Date.now();
const documentsPerPage = 200;

export interface IndexWriter {
  /** Adds the documents, as connectors would say them, and waits until all are indexed. Milliseconds. */
  add(documents: Iterable<ScaleDocument>): Promise<number>;
  /** Lets the person be in this share of the access sets, chosen at random. */
  show(userId: string, share: number): void;
  statistics(): ReturnType<typeof statisticsOf>;
  /** What one leg alone takes for each of the queries, by the index's own code: without passages, HTTP and router. Milliseconds. */
  lexicalLeg(userId: string, queries: readonly string[]): readonly number[];
  denseLeg(userId: string, vectors: readonly Float32Array[]): readonly number[];
  close(): Promise<void>;
}

/**
 * Writes an organization's index while ConHub is down: the same two stages, with facts that nobody said and vectors that no model made.
 * Facts are numbered below all that a real log says, so that ConHub goes on reading where it was.
 */
export function openIndexWriter(dataFolder: string, organizationId: string, vectorOf: VectorOf, accessSetCount = 5_000): IndexWriter {
  const folder = join(dataFolder, 'index');
  const { id: modelId, dimension } = JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8')) as { id: string; dimension: number };
  const organizations = openOrganizations({ folder, modelId, dimension });
  const texts = new Map<string, string>();
  const warn = (message: string): void => {
    throw new Error(message);
  };
  const chunker = createChunker(warn);
  const indexing = startIndexing({
    organizations,
    readText: async (_organizationId, hash) => texts.get(hash) ?? null,
    chunk: chunker.chunk,
    embed: async (_organizationId, asked) => asked.map(vectorOf),
    warn,
  });
  const draw = createDraws(4);
  let version = 0;
  const at = () => ({ xid: '1', position: String(++position) });
  const apply = (lane: string, facts: readonly Fact[]): void => {
    const next = facts.at(-1)?.at;
    if (next !== undefined) organizations.apply({ producer: 'bench', lane, facts, next });
    indexing.wake();
  };
  const opened = () => {
    const organization = organizations.find(organizationId);
    if (organization === null) throw new Error('The index has not been made');
    return organization;
  };
  const statistics = () => statisticsOf(opened());
  return {
    statistics,
    lexicalLeg(userId, queries) {
      const organization = opened();
      return queries.map((query) => {
        const startedMs = performance.now();
        const parsed = parseQuery(query);
        organization.passing = passingDocuments(organization, userId, {}, parsed).flags;
        lexicalScores(organization, parsed);
        return performance.now() - startedMs;
      });
    },
    denseLeg(userId, vectors) {
      const organization = opened();
      return vectors.map((vector) => {
        const startedMs = performance.now();
        const { flags } = passingDocuments(organization, userId, {});
        scanVectors(organization.vectors, vector, flags).top(200, organization.documents.ids);
        return performance.now() - startedMs;
      });
    },
    async add(documents) {
      const startedMs = performance.now();
      let page: ScaleDocument[] = [];
      const commit = (): void => {
        apply('content', [
          {
            organizationId,
            at: at(),
            t: 'page',
            sourceId: 'src_scale',
            title: null,
            runId: null,
            accountId: null,
            providerKey: 'folder',
            operations: page.map(({ id, path, textHash, kind, language }) => ({
              documentId: id,
              version: 1,
              t: 'upsert',
              content: { textHash, kind, language, updatedAt: Date.now(), authorKey: null },
              place: { path, title: path.slice(path.lastIndexOf('/') + 1), url: null },
              access: 1_000_000 + Math.floor(draw() * accessSetCount),
            })),
          },
        ]);
        page = [];
      };
      for (const document of documents) {
        texts.set(document.textHash, document.text);
        page.push(document);
        if (page.length < documentsPerPage) continue;
        commit();
        // Texts are kept until they are indexed: not all at once.
        while (statistics().pendingCount > 4 * documentsPerPage) await sleep(20);
      }
      if (page.length > 0) commit();
      while (statistics().pendingCount > 0) await sleep(20);
      texts.clear();
      return performance.now() - startedMs;
    },
    show(userId, share) {
      version++;
      const facts = Array.from({ length: accessSetCount }, (_, index): Fact => ({
        organizationId,
        at: at(),
        t: 'access_set',
        accessSetId: 1_000_000 + index,
        version,
        everyone: false,
        userIds: draw() < share ? [userId] : [],
      }));
      apply('access', facts);
    },
    async close() {
      await indexing.stop();
      await chunker.stop();
      organizations.close();
    },
  };
}
