import { setTimeout as sleep } from 'node:timers/promises';
import { type Command, InvalidArgumentError } from 'commander';
import { CliFailure, usage } from '../failure.ts';
import { EmbeddingModelsDocument } from '../generated/operations.generated.ts';
import { createProgress } from '../output/progress.ts';
import { bytes, columns, duration, plain } from '../output/words.ts';
import { invocationOf } from './invocation.ts';

interface AddFlags {
  readonly name?: string;
  readonly file?: string;
  readonly fp16?: boolean;
  readonly maxSize?: number;
  readonly pooling?: string;
  readonly queryPrefix?: string;
  readonly documentPrefix?: string;
  readonly maxTokens?: number;
}

interface Model {
  readonly id: string;
  readonly name: string;
  readonly dimension: number;
  readonly license: string;
  readonly isLoaded: boolean;
}

/** What the operator sees more of it. */
interface InstalledModel extends Model {
  readonly folder: string | null;
  readonly isDefault: boolean;
  readonly source: string | null;
  readonly bytes: number | null;
}

type Step =
  | { readonly t: 'asking' }
  | {
      readonly t: 'planned';
      readonly repository: string;
      readonly revision: string;
      readonly license: string | null;
      readonly bytes: number;
      readonly name: string;
    }
  | { readonly t: 'downloading'; readonly file: string; readonly doneBytes: number; readonly bytes: number }
  | { readonly t: 'checking' }
  | { readonly t: 'added'; readonly model: Model }
  | { readonly t: 'failed'; readonly message: string };

interface Steps {
  readonly planned: Extract<Step, { t: 'planned' }> | null;
  readonly step: Step;
}

const askEveryMs = 250;

const positive = (value: string): number => {
  const number = Number(value);
  if (!(number > 0)) throw new InvalidArgumentError('is a number above 0');
  return number;
};

export function registerModelCommands(program: Command): void {
  const model = program.command('model').description('The embedding models of this installation');

  model
    .command('list')
    .description('List the installed models, the default first')
    .action(async (_flags: object, command: Command) => {
      const { printer, hub } = invocationOf(command);
      const { client, anonymous, operatorToken } = hub();
      const data = await client.execute(EmbeddingModelsDocument, {});
      const installed =
        operatorToken === null ? null : await anonymous.post<{ models: InstalledModel[] }>('/operator/models', { token: operatorToken });
      printer.json({ ...data, ...(installed === null ? {} : { installation: installed }) });
      const inUse = data.organization?.searchIndex?.model?.id;
      for (const line of columns(
        (data.embeddingModels ?? []).map((each, index) => {
          const more = installed?.models.find(({ id }) => id === each.id);
          const marks = [index === 0 ? 'default' : '', each.id === inUse ? 'in use' : '', each.isLoaded ? 'loaded' : ''].filter(
            (mark) => mark !== '',
          );
          return [
            printer.bold(plain(more?.folder ?? each.name)),
            `${each.dimension} dimensions`,
            plain(each.license),
            more?.bytes == null ? '' : bytes(more.bytes),
            marks.join(', '),
            printer.dim(`${each.id}  ${plain(more?.source ?? each.name)}`),
          ];
        }),
      ))
        printer.line(line);
    });

  model
    .command('add')
    .description('Download a model (ONNX graph, tokenizer, configuration) from a hub of models; interrupted, the same command goes on')
    .argument('<repository>', 'OWNER/NAME, with @REVISION behind it for a branch, a tag or a commit')
    .option('--name <name>', "the name of its folder; the repository's when left out")
    .option('--file <path>', 'the graph to take, where the repository has several')
    .option('--fp16', 'also take the half-precision graph, for a GPU')
    .option('--max-size <gigabytes>', 'the most that is downloaded, 4 when left out', positive)
    .option('--pooling <kind>', 'mean or cls, where the repository does not say')
    .option('--query-prefix <text>', 'written before what is asked, if the model was trained so')
    .option('--document-prefix <text>', 'written before what is to be found')
    .option('--max-tokens <count>', 'tokens of a text that it sees', positive)
    .action(async (wanted: string, flags: AddFlags, command: Command) => {
      const { printer, hub } = invocationOf(command);
      const { anonymous, operatorToken } = hub();
      if (operatorToken === null) throw operatorOnly();
      if (flags.pooling !== undefined && flags.pooling !== 'mean' && flags.pooling !== 'cls') throw usage('--pooling is mean or cls');
      const [repository = '', revision] = wanted.split('@');
      const progress = createProgress(printer);
      const startedMs = Date.now();
      const { addition } = await anonymous.post<{ addition: string }>('/operator/models/add', {
        token: operatorToken,
        repository,
        revision,
        name: flags.name,
        file: flags.file,
        withFp16: flags.fp16,
        bytesMax: flags.maxSize === undefined ? undefined : Math.round(flags.maxSize * 1e9),
        pooling: flags.pooling,
        queryPrefix: flags.queryPrefix,
        documentPrefix: flags.documentPrefix,
        maxTokens: flags.maxTokens,
      });
      let isPlanSaid = false;
      for (;;) {
        const { planned, step } = await anonymous.post<Steps>('/operator/models/addition', { token: operatorToken, addition });
        if (planned !== null && !isPlanSaid) {
          isPlanSaid = true;
          if (step.t !== 'planned') printer.json(planned);
          const license = plain(planned.license ?? 'the repository says none');
          printer.line(`${plain(planned.repository)} at ${planned.revision.slice(0, 12)}: ${bytes(planned.bytes)}, licence: ${license}`);
        }
        printer.json(step);
        if (step.t === 'failed') {
          progress.end();
          throw new CliFailure(1, 'MODEL_REFUSED', plain(step.message));
        }
        if (step.t === 'added') {
          progress.end();
          const { name, dimension, license, id } = step.model;
          const took = duration((Date.now() - startedMs) / 1_000);
          printer.line(
            `${printer.green('✓')} Added ${plain(name)}: ${dimension} dimensions, licence ${plain(license)}, in ${took} (${id})`,
          );
          printer.line(`  Index with it: conhub reindex --model ${id}`);
          return;
        }
        if (step.t === 'checking') progress.show('Checking that it answers');
        if (step.t === 'downloading') {
          const rate = step.doneBytes / Math.max(0.1, (Date.now() - startedMs) / 1_000);
          progress.show(`${bytes(step.doneBytes)} of ${bytes(step.bytes)} · ${bytes(rate)}/s · ${plain(step.file)}`);
        }
        await sleep(askEveryMs);
      }
    });

  model
    .command('remove')
    .description('Remove a model that was added, or what is left of an interrupted download')
    .argument('<name>', 'the name of its folder (conhub model list)')
    .action(async (name: string, _flags: object, command: Command) => {
      const { printer, hub } = invocationOf(command);
      const { anonymous, operatorToken } = hub();
      if (operatorToken === null) throw operatorOnly();
      printer.json(await anonymous.post('/operator/models/remove', { token: operatorToken, name }));
      printer.line(`Removed ${plain(name)}`);
    });
}

const operatorOnly = (): CliFailure =>
  new CliFailure(
    3,
    'NOT_OPERATOR',
    'Models are added and removed by the operator: run this on the machine ConHub runs on, as a user who can read its data folder',
  );
