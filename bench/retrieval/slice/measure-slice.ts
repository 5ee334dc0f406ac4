import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openModel, packBatch, readModelFolder, rowsWithin, verifyModel } from '@conhub/embedding/bare-model';
import { derivedId, newId } from '@conhub/subgraph-kit';
import { extractDocument } from '../../../subgraphs/connectors/src/extraction/extract-document.ts';
import type { DocumentOperation } from '../../../subgraphs/search/src/index/facts.ts';
import { type EmbedInput, createIndex } from '../../../subgraphs/search/src/index/search-index.ts';
import { documentFiles } from '../document-files.ts';
import { hasRelevant, scoreRun } from '../metrics.ts';
import { type TestSet, readTestSet } from '../test-set.ts';

export const slices = ['slice-prose', 'slice-code'] as const;
export const modes = ['LEXICAL', 'SEMANTIC', 'HYBRID'] as const;
export type Slice = (typeof slices)[number];
export type Mode = (typeof modes)[number];

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export const recordedFile = here('recorded.json');

const charactersMax = 1_000_000;
const tokensPerCall = 1_024;
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * nDCG@10 of every mode on a slice, by what answers people: the reader of files, the analyzer, the chunker, the default model, the index in
 * its thread and its ranking. Left out are connecting, the event log, permissions and the router, which rank nothing.
 */
export async function measureSlice(slice: Slice): Promise<Record<Mode, number>> {
  const set = readTestSet(here(slice));
  const { documentIds, operations, texts } = await documentsOf(set);
  const folder = mkdtempSync(join(tmpdir(), 'conhub-slice-'));
  const model = await openDefaultModel();
  const index = createIndex({
    folder,
    modelId: model.id,
    dimension: model.dimension,
    embed: model.embed,
    readText: async (_organizationId, textHash) => texts.get(textHash) ?? null,
    log: { info() {}, warn: complain, error: complain },
  });
  try {
    const organizationId = newId('org');
    const said = { organizationId, at: { xid: '1', position: '1' } };
    await index.start();
    await index.apply({
      producer: 'slice',
      lane: 'content',
      facts: [
        { ...said, t: 'access_set', accessSetId: 1, version: 1, everyone: true, userIds: [] },
        {
          ...said,
          t: 'page',
          sourceId: newId('src'),
          title: null,
          runId: null,
          accountId: null,
          providerKey: 'folder',
          operations,
        },
      ],
      next: said.at,
    });
    await index.settled(organizationId);
    const { documentCount } = await index.statistics(organizationId);
    if (documentCount !== set.documents.length) throw new Error(`${documentCount} of ${set.documents.length} documents are in the index`);

    const asked = set.queries.filter(({ id }) => hasRelevant(set.judgements.get(id) ?? new Map<string, number>()));
    const rank = async (text: string, mode: Mode): Promise<string[]> => {
      const { hits, degraded } = await index.search({
        organizationId,
        userId: null,
        text,
        mode,
        orderBy: 'RELEVANCE',
        filter: {},
        first: 10,
        after: null,
        passages: 1,
        nowMs: Date.now(),
        isExplained: false,
      });
      if (degraded[0] !== undefined) throw new Error(`A leg did not take part: ${degraded[0].message}`);
      return hits.map(({ documentId }) => documentIds.get(documentId) ?? documentId);
    };
    const ndcg = async (mode: Mode): Promise<number> => {
      const rankings = new Map<string, readonly string[]>();
      for (const { id, text } of asked) rankings.set(id, await rank(text, mode));
      return scoreRun(rankings, set.judgements).ndcg;
    };
    return { LEXICAL: await ndcg('LEXICAL'), SEMANTIC: await ndcg('SEMANTIC'), HYBRID: await ndcg('HYBRID') };
  } finally {
    await index.stop();
    await model.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const complain = (_fields: object, message: string): void => {
  throw new Error(message);
};

interface Documents {
  /** The set's ids, by the index's. */
  readonly documentIds: ReadonlyMap<string, string>;
  readonly operations: readonly DocumentOperation[];
  readonly texts: ReadonlyMap<string, string>;
}

/** As connectors say them. */
async function documentsOf({ documents, layout }: TestSet): Promise<Documents> {
  const documentIds = new Map<string, string>();
  const texts = new Map<string, string>();
  const operations: DocumentOperation[] = [];
  for (const { documentId: id, path, content } of documentFiles(documents, layout)) {
    const read = await extractDocument({ path, bytes: Buffer.from(content), mimeType: null }, charactersMax);
    if (read.state !== 'AVAILABLE') throw new Error(`${id} is not read: ${read.state}`);
    const { text, title, kind, language } = read;
    const textHash = hash(text);
    texts.set(textHash, text);
    // The same in every run: where scores are equal, ids decide.
    const documentId = derivedId('doc', hash(id));
    documentIds.set(documentId, id);
    operations.push({
      documentId,
      version: 1,
      t: 'upsert',
      content: { textHash, kind, language, updatedAt: 1, authorKey: null },
      place: { path, title: title ?? basename(path), url: null },
      access: 1,
    });
  }
  return { documentIds, operations, texts };
}

interface DefaultModel {
  readonly id: string;
  readonly dimension: number;
  embed(input: EmbedInput): Promise<Float32Array[]>;
  close(): Promise<void>;
}

async function openDefaultModel(): Promise<DefaultModel> {
  const folder = await readModelFolder(here('../../../models/all-minilm-l6-v2'));
  await verifyModel(folder);
  const model = await openModel(folder, { threads: 2, executionProvider: 'CPU' });
  const { dimension } = model;
  return {
    id: folder.id,
    dimension,
    async embed({ texts, kind }) {
      const rows = texts.map((text, index) => ({ index, ids: model.tokenise(text, kind) })).toSorted((a, b) => b.ids.length - a.ids.length);
      const vectors: Float32Array[] = [];
      for (let start = 0; start < rows.length;) {
        const batch = rows.slice(start, start + rowsWithin(tokensPerCall, rows[start]?.ids.length ?? 1));
        const packed = packBatch(
          batch.map(({ ids }) => ids),
          folder.description.special.pad,
        );
        const numbers = await model.run(packed);
        for (const [row, { index }] of batch.entries()) vectors[index] = numbers.slice(row * dimension, (row + 1) * dimension);
        start += batch.length;
      }
      return vectors;
    },
    close: () => model.close(),
  };
}
