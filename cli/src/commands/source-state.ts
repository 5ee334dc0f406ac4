import { count } from '../output/words.ts';

interface SourceState {
  readonly status: string;
  readonly problem: object | null;
  readonly currentSync: { readonly status: string; readonly counts: { readonly fetched: number } } | null;
  readonly indexing: { readonly pending: number } | null;
  readonly freshness: { readonly status: string } | null;
}

/** What a person wants to know of a source in two or three words. */
export function stateOf({ status, currentSync, indexing, freshness, problem }: SourceState): string {
  if (status !== 'ACTIVE') return status.toLowerCase();
  if (currentSync) return currentSync.status === 'WAITING' ? 'waiting' : `reading (${count(currentSync.counts.fetched)})`;
  if ((indexing?.pending ?? 0) > 0) return `indexing (${count(indexing?.pending ?? 0)} left)`;
  if (problem) return 'needs attention';
  return freshness === null ? 'search is down' : freshness.status.toLowerCase().replaceAll('_', ' ');
}
