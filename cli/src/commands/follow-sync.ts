import type { Client } from '../connection/client.ts';
import { CliFailure } from '../failure.ts';
import { WatchSyncDocument, type WatchSyncSubscription } from '../generated/operations.generated.ts';
import type { Printer } from '../output/printer.ts';
import { createProgress, isSettled, progressLine } from '../output/progress.ts';
import { duration, plain, plural, told } from '../output/words.ts';

type Run = NonNullable<WatchSyncSubscription['syncProgress']>['syncRun'];

/**
 * Follows a source until the given run (the newest, if none is given) has ended and all it brought is searchable. With `--json` each
 * state is a line. Answers the last state.
 *
 * @throws CliFailure when the run failed
 */
export async function followSync(client: Client, printer: Printer, sourceId: string, runId: string | null): Promise<Run> {
  const stopping = new AbortController();
  const progress = createProgress(printer);
  const startedMs = Date.now();
  let last: Run | null = null;
  for await (const data of client.subscribe(WatchSyncDocument, { sourceId }, stopping.signal)) {
    printer.json(data);
    const run = data.syncProgress?.syncRun;
    if (run === undefined) continue;
    // A newer run of a watched source replaces the one asked for: it brings the same and more.
    if (runId !== null && run.id < runId) continue;
    last = run;
    progress.show(progressLine(run, startedMs, Date.now()));
    if (isSettled(run) || (run.status === 'WAITING' && run.problem !== null)) break;
  }
  stopping.abort();
  progress.end();
  if (last === null) throw new CliFailure(4, 'NOT_REACHABLE', 'The hub ended the subscription before the sync was done');
  if (last.status === 'FAILED' || last.status === 'WAITING') {
    const { problem } = last;
    throw new CliFailure(1, problem?.code ?? last.status, `${plain(last.source.name)}: ${problem ? told(problem) : 'the sync failed'}`);
  }
  printer.line(`${printer.green('✓')} ${plain(last.source.name)}: ${summary(last)} in ${duration((Date.now() - startedMs) / 1_000)}`);
  return last;
}

export function summary({ counts, status, trigger }: Run): string {
  if (status === 'CANCELLED') return 'cancelled';
  const kept = counts.keptOut.reduce((sum, { count }) => sum + count, 0);
  const unchanged = counts.skipped - kept;
  const parts = [
    counts.fetched > 0 ? `${plural(counts.fetched, 'document')} read` : '',
    counts.moved > 0 ? `${counts.moved} moved` : '',
    counts.deleted > 0 ? `${counts.deleted} deleted` : '',
    unchanged > 0 ? `${unchanged} unchanged` : '',
    kept > 0 ? `${kept} kept out (${reasons(counts.keptOut)})` : '',
    counts.failed > 0 ? `${counts.failed} failed` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? (trigger === 'FIRST' ? 'it holds no documents' : 'nothing had changed') : parts.join(', ');
}

/** The most frequent three: `280 dependencies, 20 lock file, 3 secret, …`. */
function reasons(keptOut: Run['counts']['keptOut']): string {
  const shown = keptOut.slice(0, 3).map(({ reason, count }) => `${count} ${plain(reason.toLowerCase().replaceAll('_', ' '))}`);
  return [...shown, ...(keptOut.length > 3 ? ['…'] : [])].join(', ');
}
