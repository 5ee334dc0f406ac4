import { basename } from 'node:path';
import { type AddModelInput, type AddModelProgress, type AddedModelsOptions, createAddedModels, folderNameOf } from './hub/added-models.ts';
import { HubProblem } from './hub/hub-client.ts';
import type { ModelInfo } from './models/model-info.ts';
import type { Embedder } from './scheduling/embedder.ts';

/** What the operator of the machine does with its models. */
export interface ModelInstallation {
  list(): Promise<InstalledModelInfo[]>;
  /** Begins to add a model, or joins what has begun under this name. Answers what `progress` is asked for with. */
  begin(input: AddModelInput): string;
  /** What was planned and where it is; the outcome of what has ended is kept until the next beginning. Null: nothing has begun. */
  progress(addition: string): AdditionSteps | null;
  /** Ends what is being added under this name first. False: there was nothing. */
  remove(name: string, modelId: string | null): Promise<boolean>;
  stop(): Promise<void>;
}

export interface AdditionSteps {
  readonly planned: Extract<AddModelProgress, { t: 'planned' }> | null;
  readonly step:
    | { readonly t: 'asking' }
    | AddModelProgress
    | { readonly t: 'added'; readonly model: ModelInfo }
    | { readonly t: 'failed'; readonly message: string };
}

export interface InstalledModelInfo extends ModelInfo {
  /** The name of its folder; null where the environment describes it. */
  readonly folder: string | null;
  readonly isDefault: boolean;
  /** By `model add` or by hand to the data folder, so that it can be removed. */
  readonly isAdded: boolean;
  /** `OWNER/NAME@COMMIT`, or the endpoint's host. */
  readonly source: string | null;
  /** Of its files; null for a model behind an endpoint. */
  readonly bytes: number | null;
}

interface Addition {
  steps: AdditionSteps;
  readonly stopping: AbortController;
  readonly ended: Promise<void>;
}

const unexpected = 'Something unexpected happened; the log says what';

export function createInstallation(
  embedder: Embedder,
  options: AddedModelsOptions & { readonly onUnexpected: (error: unknown) => void },
): ModelInstallation {
  const added = createAddedModels(options);
  const additions = new Map<string, Addition>();

  async function run(input: AddModelInput, addition: Addition): Promise<void> {
    try {
      const { id } = await added.add(
        input,
        (step) => {
          addition.steps = { planned: step.t === 'planned' ? step : addition.steps.planned, step };
        },
        addition.stopping.signal,
      );
      await embedder.unload(id);
      const model = (await embedder.readModels()).find((each) => each.id === id);
      if (model === undefined) throw new HubProblem('It was added and is not found any more');
      addition.steps = { ...addition.steps, step: { t: 'added', model } };
    } catch (error) {
      const isGivenUp = addition.stopping.signal.aborted;
      if (!(error instanceof HubProblem) && !isGivenUp) options.onUnexpected(error);
      const message = isGivenUp ? 'It was given up' : error instanceof HubProblem ? error.message : unexpected;
      addition.steps = { ...addition.steps, step: { t: 'failed', message } };
    }
  }

  const isRunning = ({ steps: { step } }: Addition): boolean => step.t !== 'added' && step.t !== 'failed';

  return {
    async list() {
      const infos = await embedder.readModels();
      return embedder.installed().flatMap((model, index) => {
        const { description, folder } = model;
        const info = infos.find(({ id }) => id === model.id);
        const from = 'source' in description ? description.source : undefined;
        return info === undefined
          ? []
          : {
              ...info,
              folder: folder === null ? null : basename(folder),
              isDefault: index === 0 && embedder.hasDefault(),
              isAdded: folder?.startsWith(options.folder) === true,
              source:
                'endpoint' in description
                  ? new URL(description.endpoint.url).host
                  : from === undefined
                    ? null
                    : `${from.repository}@${from.revision}`,
              bytes: 'files' in description ? Object.values(description.files).reduce((sum, { bytes }) => sum + bytes, 0) : null,
            };
      });
    },
    begin(input) {
      const name = folderNameOf(input);
      const known = additions.get(name);
      if (known === undefined || !isRunning(known)) {
        const { promise, resolve } = Promise.withResolvers<void>();
        const addition: Addition = { steps: { planned: null, step: { t: 'asking' } }, stopping: new AbortController(), ended: promise };
        additions.set(name, addition);
        void run(input, addition).finally(resolve);
      }
      return name;
    },
    progress: (addition) => additions.get(addition)?.steps ?? null,
    async remove(name, modelId) {
      const running = additions.get(name);
      running?.stopping.abort(new Error('Removed'));
      await running?.ended;
      const wasThere = await added.remove(name);
      await embedder.readModels();
      if (modelId !== null && !embedder.models().some(({ id }) => id === modelId)) await embedder.unload(modelId);
      return wasThere;
    },
    async stop() {
      for (const { stopping } of additions.values()) stopping.abort(new Error('ConHub stops'));
      await Promise.all([...additions.values()].map(({ ended }) => ended));
    },
  };
}
