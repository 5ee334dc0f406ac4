import { existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { UsageError } from '../usage-error.ts';
import type { Judgements } from './metrics.ts';

export interface TestDocument {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

export interface TestQuery {
  readonly id: string;
  readonly text: string;
}

/** How documents become files. */
export interface SetLayout {
  /** Of the files, without the dot. */
  readonly extension: string;
  readonly titleAs: 'heading' | 'file name';
}

export interface TestSet {
  /** The folder's name. */
  readonly name: string;
  readonly layout: SetLayout;
  readonly documents: readonly TestDocument[];
  readonly queries: readonly TestQuery[];
  /** By query id. */
  readonly judgements: ReadonlyMap<string, Judgements>;
}

/** Reads docs.jsonl, queries.jsonl, qrels.tsv and set.json. @throws UsageError with what is wrong with them */
export function readTestSet(folder: string): TestSet {
  const read = (file: string): string => {
    const path = join(folder, file);
    if (!existsSync(path)) throw new UsageError(`${folder} is no test set: it has no ${file}`);
    return readFileSync(path, 'utf8');
  };
  const set = {
    name: basename(resolve(folder)),
    layout: parseLayout(read('set.json')),
    documents: jsonLines(read('docs.jsonl'), 'docs.jsonl').map((row) => ({
      id: text(row, 'id'),
      title: text(row, 'title'),
      text: text(row, 'text'),
    })),
    queries: jsonLines(read('queries.jsonl'), 'queries.jsonl').map((row) => ({ id: text(row, 'id'), text: text(row, 'text') })),
    judgements: parseJudgements(read('qrels.tsv')),
  };
  if (set.documents.length === 0 || set.queries.length === 0)
    throw new UsageError(`${folder} is no test set: it has no documents, or no queries`);
  return set;
}

/** @throws UsageError */
export function parseLayout(json: string): SetLayout {
  let layout: { extension?: unknown; titleAs?: unknown } | null;
  try {
    layout = JSON.parse(json) as typeof layout;
  } catch {
    throw new UsageError('set.json is not JSON');
  }
  const { extension, titleAs } = layout ?? {};
  if (typeof extension !== 'string' || !/^[A-Za-z0-9]{1,16}$/.test(extension)) {
    throw new UsageError('set.json: "extension" is a file extension without the dot, for example "md"');
  }
  if (titleAs !== 'heading' && titleAs !== 'file name') throw new UsageError('set.json: "titleAs" is "heading" or "file name"');
  return { extension, titleAs };
}

/** TREC's four columns (query, iteration, document, grade) or three without the iteration; a header line is skipped. */
export function parseJudgements(tsv: string): Map<string, Map<string, number>> {
  const judgements = new Map<string, Map<string, number>>();
  for (const line of tsv.split(/\r?\n/)) {
    const columns = (line.includes('\t') ? line.split('\t') : line.split(/\s+/)).map((column) => column.trim());
    const [queryId, documentId, grade] = columns.length >= 4 ? [columns[0], columns[2], columns[3]] : columns;
    if (!queryId || !documentId || !grade || !Number.isFinite(Number(grade))) continue;
    const judged = judgements.get(queryId) ?? new Map<string, number>();
    judgements.set(queryId, judged.set(documentId, Number(grade)));
  }
  return judgements;
}

function jsonLines(content: string, file: string): Record<string, unknown>[] {
  return content.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === '') return [];
    try {
      return [JSON.parse(line) as Record<string, unknown>];
    } catch {
      throw new UsageError(`${file}: line ${index + 1} is not JSON`);
    }
  });
}

const text = (row: Record<string, unknown>, key: string): string => {
  const value = row[key];
  return typeof value === 'string' ? value : value == null ? '' : String(value);
};
