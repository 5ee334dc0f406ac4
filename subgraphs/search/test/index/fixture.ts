import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@conhub/subgraph-kit';
import { analyze } from '../../src/analyzer/analyzer.ts';
import { parseQuery } from '../../src/analyzer/parse-query.ts';
import { chunkDocument, languagesIn } from '../../src/chunking/chunk-document.ts';
import { createGrammars } from '../../src/chunking/syntax/grammars.ts';
import type { DocumentOperation, Fact } from '../../src/index/facts.ts';
import { type Indexing, startIndexing } from '../../src/index/indexing.ts';
import type { Organization } from '../../src/index/organization.ts';
import { type IndexLimits, type Organizations, openOrganizations } from '../../src/index/organizations.ts';
import { type SearchQuery, type SearchAnswer } from '../../src/index/ranking/query.ts';
import { searchOrganization } from '../../src/index/ranking/search.ts';
import { statisticsOf } from '../../src/index/reports.ts';

export const dimension = 64;
export const modelId = 'bag-of-words';

/** A model whose vectors can be foreseen: a text is the sum of its words' directions. */
export function bagOfWords(text: string): Float32Array {
  const vector = new Float32Array(dimension);
  for (const { term } of analyze(text)) {
    const hash = createHash('sha256').update(term).digest();
    for (let index = 0; index < 4; index++) vector[(hash[index] ?? 0) % dimension] = (vector[(hash[index] ?? 0) % dimension] ?? 0) + 1;
  }
  const norm = Math.hypot(...vector) || 1;
  return vector.map((value) => value / norm);
}

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The texts of all documents, and how often the model was asked. */
export interface World {
  readonly texts: Map<string, string>;
  readonly embedded: string[];
  isModelDown: boolean;
  /** The model fails on every call with a text that holds this word. */
  poison: string | null;
}

export const createWorld = (): World => ({ texts: new Map(), embedded: [], isModelDown: false, poison: null });

export function textIn(world: World, text: string): string {
  const hash = hashOf(text);
  world.texts.set(hash, text);
  return hash;
}

let position = 0;
/** Positions grow over all tests: facts are news unless a test says otherwise. */
export const nextAt = (): { xid: string; position: string } => ({ xid: '1', position: String(++position) });

export interface DocumentSays {
  readonly id?: string;
  readonly version?: number;
  readonly text: string;
  readonly path?: string;
  readonly title?: string;
  readonly kind?: 'CODE' | 'TEXT' | 'DATA' | 'SHEET';
  readonly language?: string | null;
  readonly access?: number;
  readonly updatedAt?: number;
}

export const upsert = (world: World, says: DocumentSays): DocumentOperation => ({
  documentId: says.id ?? newId('doc'),
  version: says.version ?? 1,
  t: 'upsert',
  content: {
    textHash: textIn(world, says.text),
    kind: says.kind ?? 'TEXT',
    language: says.language ?? null,
    updatedAt: says.updatedAt ?? 1_000,
    authorKey: null,
  },
  place: { path: says.path ?? 'note.txt', title: says.title ?? says.path ?? 'note.txt', url: null },
  access: says.access ?? 1,
});

export const pageOf = (
  organizationId: string,
  sourceId: string,
  operations: readonly DocumentOperation[],
  title: string | null = null,
): Fact => ({
  organizationId,
  at: nextAt(),
  t: 'page',
  sourceId,
  title,
  runId: null,
  accountId: null,
  providerKey: null,
  operations,
});

export const setOf = (
  organizationId: string,
  accessSetId: number,
  version: number,
  everyone: boolean,
  userIds: readonly string[] = [],
): Fact => ({
  organizationId,
  at: nextAt(),
  t: 'access_set',
  accessSetId,
  version,
  everyone,
  userIds,
});

export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'conhub-index-'));
export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true });

/** The index without its thread: the same code, driven by the test. */
export interface Core {
  readonly organizations: Organizations;
  readonly indexing: Indexing;
  apply(...facts: readonly Fact[]): void;
  organization(id: string): Organization;
  settled(organizationId: string): Promise<void>;
  search(query: Partial<SearchQuery> & Pick<SearchQuery, 'organizationId' | 'text'>): Omit<SearchAnswer, 'tookMs'>;
  stop(): Promise<void>;
}

const grammars = createGrammars();

export function openCore(folder: string, world: World, limits: IndexLimits = {}): Core {
  const organizations = openOrganizations({ folder, modelId, dimension, ...limits });
  const indexing = startIndexing({
    organizations,
    readText: async (_organizationId, hash) => world.texts.get(hash) ?? null,
    async chunk(text, style) {
      await grammars.load(languagesIn(text, style));
      return chunkDocument(text, style, grammars);
    },
    embed: async (_organizationId, texts) => {
      if (world.isModelDown) throw new Error('The model is down');
      const { poison } = world;
      if (poison !== null && texts.some((text) => text.includes(poison))) throw new Error('The model failed on these texts');
      world.embedded.push(...texts);
      return texts.map(bagOfWords);
    },
    warn: () => {},
  });
  Array.from(organizations.openEach(() => {}));
  indexing.wake();
  const organization = (id: string): Organization => organizations.find(id) as Organization;
  return {
    organizations,
    indexing,
    organization,
    apply(...facts) {
      const last = facts.at(-1);
      if (last !== undefined) organizations.apply({ producer: 'connectors', lane: 'content', facts, next: last.at });
      indexing.wake();
    },
    async settled(organizationId) {
      const found = organizations.find(organizationId);
      if (found === null) return;
      for (let tries = 0; tries < 2_000; tries++) {
        if (found.toPurge.size === 0 && statisticsOf(found).pendingCount === 0 && !found.isRebuilding) return;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      throw new Error('The index does not settle');
    },
    search(query) {
      const found = organizations.find(query.organizationId);
      if (found === null) throw new Error('There is no such organization');
      const full: SearchQuery = {
        userId: null,
        mode: 'HYBRID',
        orderBy: 'RELEVANCE',
        filter: {},
        first: 10,
        after: null,
        passages: 3,
        nowMs: Date.now(),
        isExplained: false,
        ...query,
      };
      const { text } = parseQuery(full.text, full.nowMs);
      const vector = full.mode === 'LEXICAL' || world.isModelDown || text === '' ? null : bagOfWords(text);
      return searchOrganization(found, { ...full, vector, vectorProblem: vector === null ? 'The model is down' : null });
    },
    async stop() {
      await indexing.stop();
      organizations.close();
    },
  };
}

/** What the process writes that is killed (killed-writer.ts). */
export const writerOrganizationId = 'org_writer';
export const writtenText = (number: number): string => `note ${number} about subject${number}`;
