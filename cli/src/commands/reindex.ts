import type { Command } from 'commander';
import type { Client } from '../connection/client.ts';
import { CliFailure, usage } from '../failure.ts';
import {
  CancelReindexDocument,
  EmbeddingModelsDocument,
  IndexSpacesDocument,
  StartReindexDocument,
  WatchReindexDocument,
  type WatchReindexSubscription,
} from '../generated/operations.generated.ts';
import type { Printer } from '../output/printer.ts';
import { createProgress } from '../output/progress.ts';
import { count, duration, plain, plural, told } from '../output/words.ts';
import { absent, invocationOf } from './invocation.ts';

type Space = NonNullable<WatchReindexSubscription['reindexProgress']>['space'];

interface Flags {
  readonly model?: string;
  readonly futureOnly?: boolean;
  readonly cancel?: boolean;
  readonly wait: boolean;
}

export function registerReindexCommand(program: Command): void {
  program
    .command('reindex')
    .description('Index everything anew with another model: searches are answered all the while, and changed over at once')
    .option('--model <model>', 'its id or name (conhub model list); the default model when left out')
    .option('--future-only', 'embed only what comes or changes from now on; what is there is found by words alone until it changes')
    .option('--cancel', 'give up what is being indexed anew; the present model stays')
    .option('--no-wait', 'do not wait until it is done')
    .action(async (flags: Flags, command: Command) => {
      const { printer, hub } = invocationOf(command);
      const { client } = hub();
      if (flags.cancel === true) return cancel(client, printer);
      const modelId = flags.model === undefined ? null : await findModel(client, flags.model);
      const data = await client.execute(StartReindexDocument, { input: { modelId, isFutureOnly: flags.futureOnly === true } });
      if (data.startReindex === null) throw absent('model');
      printer.json(data);
      const { space } = data.startReindex;
      const name = plain(space.model?.name ?? 'the model');
      if (space.status === 'SERVING') {
        printer.line(
          `${printer.green('✓')} ${name} is used from now on; ${plural(space.progress.pending, 'document')} from before ${flags.futureOnly === true ? 'stay found by words alone' : 'follow'}`,
        );
      } else if (flags.wait && space.model !== null) await follow(client, printer, space.model.id);
      else printer.line(`${name} is being filled beside the present model`);
    });
}

async function findModel(client: Client, wanted: string): Promise<string> {
  const { embeddingModels } = await client.execute(EmbeddingModelsDocument, {});
  const exact = (embeddingModels ?? []).filter(({ id, name }) => id === wanted || name.toLowerCase() === wanted.toLowerCase());
  const found =
    exact.length > 0 ? exact : (embeddingModels ?? []).filter(({ name }) => name.toLowerCase().endsWith(`/${wanted.toLowerCase()}`));
  const [model] = found;
  if (model === undefined) throw usage(`There is no model ${plain(wanted)} here. conhub model list shows those that are installed`);
  if (found.length > 1) throw usage(`Several models are called ${plain(wanted)}: give the id of one (conhub model list)`);
  return model.id;
}

async function cancel(client: Client, printer: Printer): Promise<void> {
  const { organization } = await client.execute(IndexSpacesDocument, {});
  const filling = organization?.searchIndex?.spaces.find(({ status }) => status === 'FILLING');
  if (filling?.model == null) throw usage('Nothing is being indexed anew');
  const data = await client.execute(CancelReindexDocument, { input: { modelId: filling.model.id } });
  if (data.cancelReindex === null) throw absent('model');
  printer.json(data);
  printer.line(`Gave up indexing with ${plain(filling.model.name)}; the present model stays`);
}

/** Until the space serves. @throws CliFailure when somebody has cancelled it, or it cannot go on */
async function follow(client: Client, printer: Printer, modelId: string): Promise<void> {
  const stopping = new AbortController();
  const progress = createProgress(printer);
  const startedMs = Date.now();
  let last: Space | null = null;
  for await (const data of client.subscribe(WatchReindexDocument, { after: null }, stopping.signal)) {
    const space = data.reindexProgress?.space;
    if (space === undefined || space.model?.id !== modelId) continue;
    printer.json(data);
    last = space;
    progress.show(spaceLine(space, Date.now()));
    if (space.status !== 'FILLING' || space.problem !== null) break;
  }
  stopping.abort();
  progress.end();
  const name = plain(last?.model?.name ?? 'The model');
  if (last?.status === 'RETIRED') throw new CliFailure(1, 'CANCELLED', `${name}: somebody has cancelled it`);
  if (last?.problem) throw new CliFailure(1, last.problem.code, `${name}: ${told(last.problem)}`);
  if (last?.status !== 'SERVING')
    throw new CliFailure(4, 'NOT_REACHABLE', 'The hub ended the subscription before it was done; it goes on by itself');
  printer.line(
    `${printer.green('✓')} ${name}: ${plural(last.progress.indexed, 'document')} indexed anew in ${duration((Date.now() - startedMs) / 1_000)}; searches use it from now on`,
  );
}

function spaceLine({ model, progress }: Space, nowMs: number): string {
  const { pending, indexed, estimatedFinishAt } = progress;
  const width = 24;
  const filled = Math.round((indexed / Math.max(1, indexed + pending)) * width);
  const left = estimatedFinishAt === null ? '' : ` · ${duration((new Date(estimatedFinishAt).getTime() - nowMs) / 1_000)} left`;
  return `${plain(model?.name ?? '')} [${'█'.repeat(filled)}${'·'.repeat(width - filled)}] ${count(indexed)} of ${count(indexed + pending)} documents${left}`;
}
