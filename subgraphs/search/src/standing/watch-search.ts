import { BadUserInputError, DomainError, personOf } from '@conhub/subgraph-kit';
import type { Context } from '../context.ts';
import type { SearchAnswer, SearchHit, SearchQuery } from '../index/ranking/query.ts';
import { type SearchInput, questionOf } from '../search-documents.ts';
import { decodePosition, encodePosition, questionHash, versionOf } from './standing-position.ts';

export interface SearchChange {
  readonly position: string;
  readonly change: 'ENTERED' | 'UPDATED' | 'LEFT';
  readonly hitId: string;
  /** Null for one that left. */
  readonly hit: SearchHit | null;
}

/** Standing searches that one viewer may have open in this process. */
export const standingMax = 10;
const firstMax = 50;
/** Between two looks: what changes faster is seen together. A revocation waits for no more than this and the look itself. */
const pauseMs = 400;

/** Who watches how much; looks go one after another, so that any number of watchers costs one search at a time. */
export interface StandingSearches {
  readonly open: Map<string, number>;
  look<Value>(work: () => Promise<Value>): Promise<Value>;
}

export function createStandingSearches(): StandingSearches {
  let last: Promise<unknown> = Promise.resolve();
  return {
    open: new Map(),
    look(work) {
      const next = last.then(work, work);
      last = next.catch(() => {});
      return next;
    },
  };
}

/**
 * What a query finds, and what changes in it: first every hit as ENTERED (or, after a position, what has changed since), then each change.
 * The viewer's permissions are asked anew with every look. While a leg is missing only what may no longer be seen leaves: a model that is
 * down is no reason for a hit to go. Ends when it is closed.
 *
 * @throws DomainError LIMIT_EXCEEDED for one standing search too many, BAD_USER_INPUT as a search does
 */
export async function watchSearch(
  context: Context,
  input: Omit<SearchInput, 'after'>,
  after: string | null,
): Promise<AsyncGenerator<SearchChange>> {
  const first = input.first ?? 20;
  if (first < 1 || first > firstMax) throw BadUserInputError.of(['first'], 'OUT_OF_RANGE', `first is between 1 and ${firstMax}`);
  const question = questionOf(context, { ...input, first, after: null });
  const { organizationId, text, filter, mode } = question;
  const hash = questionHash([organizationId, text, filter, mode, first]);
  const known = after === null ? new Map<string, number>() : decodePosition(hash, after);
  if (known === null) throw BadUserInputError.of(['after'], 'INVALID_CURSOR', 'after is not a position of this standing search');
  await context.usage.count(organizationId, 'SEARCHES', 1);
  enter(context);
  return changesOf(context, question, hash, known);
}

const watcherOf = ({ viewer }: Context): string =>
  JSON.stringify([viewer.kind, personOf(viewer), viewer.kind === 'service' ? viewer.name : null]);

function enter(context: Context): void {
  const { open } = context.standing;
  const watcher = watcherOf(context);
  const count = open.get(watcher) ?? 0;
  if (count >= standingMax)
    throw new DomainError('LIMIT_EXCEEDED', `${standingMax} standing searches are open already`, { limit: standingMax, resetsAt: null });
  open.set(watcher, count + 1);
}

function leave(context: Context): void {
  const { open } = context.standing;
  const watcher = watcherOf(context);
  const count = (open.get(watcher) ?? 1) - 1;
  if (count > 0) open.set(watcher, count);
  else open.delete(watcher);
}

async function* changesOf(context: Context, question: SearchQuery, hash: Buffer, known: Map<string, number>): AsyncGenerator<SearchChange> {
  const { index, changes, standing, request } = context;
  let isChanged = true;
  let isClosed = request.signal?.aborted === true;
  let wake = (): void => {};
  const stop = changes.listen(question.organizationId, () => {
    isChanged = true;
    wake();
  });
  const close = (): void => {
    isClosed = true;
    wake();
  };
  request.signal?.addEventListener('abort', close, { once: true });
  try {
    while (!isClosed) {
      if (!isChanged) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          if (isChanged || isClosed) resolve();
        });
      }
      if (isClosed) return;
      isChanged = false;
      const begin = performance.now();
      const answer = await standing.look(() => index.search({ ...question, nowMs: Date.now() }));
      const visible = answer.degraded.length === 0 ? null : await stillVisible(context, question, known);
      for (const change of difference(answer, known, visible)) {
        if (isClosed) return;
        yield { ...change, position: encodePosition(hash, known) };
      }
      const rest = pauseMs - (performance.now() - begin);
      if (rest > 0 && !isClosed) await new Promise<void>((resolve) => setTimeout(resolve, rest));
    }
  } finally {
    stop();
    leave(context);
    request.signal?.removeEventListener('abort', close);
  }
}

async function stillVisible(
  { index }: Context,
  { organizationId, userId }: SearchQuery,
  known: ReadonlyMap<string, number>,
): Promise<Set<string>> {
  const found = await index.documentIndexing(organizationId, userId, [...known.keys()]);
  return new Set(found.map(({ documentId }) => documentId));
}

/** Changes `known` step by step, so that a position taken after any step is what the watcher knows then. What leaves goes first. */
function* difference(
  { hits }: SearchAnswer,
  known: Map<string, number>,
  visible: ReadonlySet<string> | null,
): Generator<Omit<SearchChange, 'position'>> {
  const now = new Map(hits.map((hit) => [hit.documentId, hit]));
  for (const hitId of known.keys()) {
    if (visible === null ? now.has(hitId) : visible.has(hitId)) continue;
    known.delete(hitId);
    yield { change: 'LEFT', hitId, hit: null };
  }
  for (const [hitId, hit] of now) {
    const { sourceId, title, path, url, kind, language, updatedAt, passages } = hit;
    const version = versionOf([sourceId, title, path, url, kind, language, updatedAt, passages.map((passage) => passage.text)]);
    const before = known.get(hitId);
    if (before === version || (before === undefined && visible !== null)) continue;
    known.set(hitId, version);
    yield { change: before === undefined ? 'ENTERED' : 'UPDATED', hitId, hit };
  }
}
