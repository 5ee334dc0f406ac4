import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelName, modelsFolder } from './factories.ts';

/**
 * A real ONNX graph small enough for tests: it looks each token up in a table of random vectors and answers them as `last_hidden_state`
 * [batch, sequence, dimension]. Texts that share words lie close. Another seed makes another model.
 */
export function tinyGraph({
  dimension = 16,
  seed = 1,
  vocabulary = 30_522,
}: { dimension?: number; seed?: number; vocabulary?: number } = {}): Buffer {
  const table = new Float32Array(vocabulary * dimension);
  let state = seed >>> 0 || 1;
  for (let index = 0; index < table.length; index++) {
    // xorshift32 (Marsaglia 2003).
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    table[index] = (state >>> 0) / 2 ** 31 - 1;
  }
  const ids = valueInfo('input_ids', 7, ['batch', 'sequence']);
  const mask = valueInfo('attention_mask', 7, ['batch', 'sequence']);
  const output = valueInfo('last_hidden_state', 1, ['batch', 'sequence', dimension]);
  const node = message([text(1, 'table'), text(1, 'input_ids'), text(2, 'last_hidden_state'), text(4, 'Gather')]);
  const initializer = message([
    number(1, vocabulary),
    number(1, dimension),
    number(2, 1),
    text(8, 'table'),
    bytes(9, Buffer.from(table.buffer)),
  ]);
  const graph = message([bytes(1, node), text(2, 'tiny'), bytes(5, initializer), bytes(11, ids), bytes(11, mask), bytes(12, output)]);
  return message([number(1, 8), bytes(8, message([number(2, 13)])), bytes(7, graph)]);
}

// Protocol buffers by hand: field numbers are those of onnx.proto3.
const varint = (value: number): Buffer => {
  const out: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...out, rest]);
    out.push((rest % 128) | 128);
  }
};
const number = (field: number, value: number): Buffer => Buffer.concat([varint(field * 8), varint(value)]);
const bytes = (field: number, value: Buffer): Buffer => Buffer.concat([varint(field * 8 + 2), varint(value.byteLength), value]);
const text = (field: number, value: string): Buffer => bytes(field, Buffer.from(value));
const message = (fields: readonly Buffer[]): Buffer => Buffer.concat(fields);

function valueInfo(name: string, elementType: number, shape: readonly (string | number)[]): Buffer {
  const dimensions = shape.map((size) => bytes(1, typeof size === 'number' ? number(1, size) : text(2, size)));
  return message([text(1, name), bytes(2, bytes(1, message([number(1, elementType), bytes(2, message(dimensions))])))]);
}

export const tokenizerFile = readFileSync(join(modelsFolder, modelName, 'tokenizer.json'));

/** An installed model in a folder of models. */
export function writeTinyModel(
  folder: string,
  name: string,
  options: { dimension?: number; seed?: number; description?: object } = {},
): void {
  const graph = tinyGraph(options);
  const files = { 'model.onnx': graph, 'tokenizer.json': tokenizerFile };
  mkdirSync(join(folder, name), { recursive: true });
  for (const [file, content] of Object.entries(files)) writeFileSync(join(folder, name, file), content);
  writeFileSync(
    join(folder, name, 'model.json'),
    JSON.stringify({
      name,
      license: 'MIT',
      dimension: options.dimension ?? 16,
      maxTokens: 128,
      pooling: 'mean',
      poolingInGraph: false,
      normaliseInGraph: false,
      special: { pad: 0 },
      files: Object.fromEntries(
        Object.entries(files).map(([file, content]) => [
          file,
          { bytes: content.byteLength, sha256: createHash('sha256').update(content).digest('hex') },
        ]),
      ),
      ...options.description,
    }),
  );
}
