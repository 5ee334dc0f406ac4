import type { WatchSyncSubscription } from '../generated/operations.generated.ts';
import type { Printer } from './printer.ts';
import { bytes, count, duration, plain } from './words.ts';

type Run = NonNullable<WatchSyncSubscription['syncProgress']>['syncRun'];

/** The state of a run in one line: both halves of the bar, reading and indexing, with rate and estimated end. */
export function progressLine(run: Run, startedMs: number, nowMs: number, width = 24): string {
  const { counts, indexing } = run;
  const indexed = indexing?.indexed ?? 0;
  const pending = indexing?.pending ?? 0;
  const left = (run.estimatedRemaining ?? Math.max(0, counts.discovered - counts.fetched - counts.skipped - counts.failed)) + pending;
  const done = counts.fetched + counts.skipped - pending;
  const share = left + done <= 0 ? (isEnded(run) ? 1 : 0) : Math.max(0, done) / (left + Math.max(0, done));
  const filled = Math.round(share * width);
  const seconds = Math.max(0.001, (nowMs - startedMs) / 1_000);
  const rate = indexed > 0 ? `${count(Math.round(indexed / seconds))}/s` : '';
  const end = run.indexing?.estimatedFinishAt ?? run.estimatedFinishAt;
  const eta = end === null || end === undefined ? '' : `${duration((new Date(end).getTime() - nowMs) / 1_000)} left`;
  const parts = [
    `[${'█'.repeat(filled)}${'·'.repeat(width - filled)}]`,
    `${count(counts.fetched)} read`,
    `${count(indexed)} searchable`,
    counts.moved > 0 ? `${count(counts.moved)} moved` : '',
    counts.deleted > 0 ? `${count(counts.deleted)} deleted` : '',
    counts.failed > 0 ? `${count(counts.failed)} failed` : '',
    bytes(counts.bytes),
    rate,
    isEnded(run) && pending === 0 ? '' : eta,
  ];
  return `${plain(run.source.name)} ${parts.filter((part) => part !== '').join(' · ')}`;
}

const ended = new Set(['SUCCEEDED', 'FAILED', 'CANCELLED']);

export const isEnded = (run: Pick<Run, 'status'>): boolean => ended.has(run.status);

/** Nothing more is to come of this run: it has ended, and all it brought is searchable. */
export function isSettled({ status, indexing }: Pick<Run, 'status' | 'indexing'>): boolean {
  // Without an answer of search nobody knows whether all is searchable: it is waited for.
  return ended.has(status) && (indexing === null ? status !== 'SUCCEEDED' : indexing.pending === 0);
}

/** Rewrites its line on a terminal; elsewhere a line every five seconds and the last one. */
export function createProgress(printer: Printer): { show(line: string): void; end(line?: string): void } {
  let last = 0;
  return {
    show(line) {
      if (printer.isJson) return;
      if (printer.isTerminal) process.stdout.write(`\r\u001b[2K${line.slice(0, Math.max(20, (process.stdout.columns ?? 120) - 1))}`);
      else if (Date.now() - last > 5_000) {
        last = Date.now();
        printer.line(line);
      }
    },
    end(line) {
      if (printer.isJson) return;
      if (printer.isTerminal) process.stdout.write('\r\u001b[2K');
      if (line !== undefined) printer.line(line);
    },
  };
}
