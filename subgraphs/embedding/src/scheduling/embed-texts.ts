import { BadUserInputError, ForbiddenError, UnauthenticatedError, type Viewer, hasScope, parseId } from '@conhub/subgraph-kit';
import type { TextKind } from '../inference/open-model.ts';
import type { ModelInfo } from '../models/model-info.ts';
import type { Embedded, Embedder } from './embedder.ts';

export interface EmbedTextsInput {
  readonly texts: readonly string[];
  readonly kind: TextKind;
  /** `model_…`; the default when left out. */
  readonly modelId?: string | null;
}

const textsMax = 256;
/** UTF-16 code units of all texts together: the model sees about 1,200 of each, and a request's body is limited too. */
const charactersMax = 1_048_576;

/** `Query.embed`: for holders of `embedding:run`. */
export async function embedTexts(
  { embedder, viewer, signal }: { readonly embedder: Embedder; readonly viewer: Viewer; readonly signal: AbortSignal | null },
  { texts, kind, modelId }: EmbedTextsInput,
): Promise<{ readonly embedded: Embedded; readonly model: ModelInfo }> {
  if (viewer.kind === 'anonymous') throw new UnauthenticatedError();
  if (!hasScope(viewer, 'embedding:run')) throw new ForbiddenError('Embedding needs the scope embedding:run');
  refuseTooMuch(texts);
  const wanted = modelId === undefined || modelId === null ? undefined : parseId('model', modelId, ['input', 'modelId']);
  if (wanted !== undefined) await requireInstalled(embedder, wanted);
  const embedded = await embedder.embed(texts, kind, signal ?? undefined, wanted);
  const model = embedder.models().find(({ id }) => id === embedded.modelId);
  if (model === undefined) throw new Error(`The model ${embedded.modelId} answered and is not installed`);
  return { embedded, model };
}

function refuseTooMuch(texts: readonly string[]): void {
  const path = ['input', 'texts'];
  if (texts.length < 1 || texts.length > textsMax) {
    throw BadUserInputError.of(path, 'OUT_OF_RANGE', `input.texts holds 1 to ${textsMax} texts, not ${texts.length}`);
  }
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  if (characters > charactersMax) {
    throw BadUserInputError.of(path, 'TOO_LONG', `input.texts holds at most ${charactersMax} characters altogether, not ${characters}`);
  }
}

/** A model that was added a moment ago is found too. */
async function requireInstalled(embedder: Embedder, modelId: string): Promise<void> {
  const isThere = (models: readonly ModelInfo[]): boolean => models.some(({ id }) => id === modelId);
  if (isThere(embedder.models()) || isThere(await embedder.readModels())) return;
  throw BadUserInputError.of(['input', 'modelId'], 'UNKNOWN_MODEL', 'input.modelId is not the id of an installed model');
}
