import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HubProcess, newPlace, startHub } from '../../standalone/test/hub-process.ts';
import { type HubDouble, startHub as startModelHub } from '../../subgraphs/embedding/test/hub-double.ts';
import { tinyGraph, tokenizerFile } from '../../subgraphs/embedding/test/tiny-model.ts';
import { type Said, conhub } from './command.ts';

const place = newPlace();
const data = join(place.path, 'data');
const notes = join(place.path, 'notes');
const commit = 'abc123'.padEnd(40, '0');
let hub: HubProcess;
let modelHub: HubDouble;

const run = (...given: string[]): Promise<Said> =>
  conhub(['--data', data, ...given], { environment: { XDG_CONFIG_HOME: join(place.path, 'operator') } });

beforeAll(async () => {
  modelHub = await startModelHub({
    'team/Tiny-Embed': {
      commit,
      license: 'mit',
      files: {
        'onnx/model.onnx': { content: tinyGraph({ dimension: 24, seed: 5 }), isLfs: true },
        'tokenizer.json': { content: tokenizerFile },
        'config.json': { content: Buffer.from('{"model_type":"bert","max_position_embeddings":512}') },
        '1_Pooling/config.json': { content: Buffer.from('{"pooling_mode_mean_tokens":true}') },
      },
    },
  });
  mkdirSync(notes);
  for (let nth = 0; nth < 12; nth++)
    writeFileSync(join(notes, `${nth}.md`), `# Note ${nth}\n\nOn refresh tokens and how we rotate them, part ${nth}.\n`);
  hub = startHub({ arguments: [notes, '--data', data, '--port', '0'], environment: { CONHUB_MODEL_HUB_URL: modelHub.url } });
  await hub.ready;
  for (const deadline = Date.now() + 90_000; !(await run('--json', 'sources')).stdout.includes('"COMPLETE"'); await sleep(200))
    if (Date.now() > deadline) throw new Error('The folder did not become searchable');
}, 120_000);
afterAll(async () => {
  hub.kill('SIGTERM');
  await hub.ended;
  await modelHub.close();
  place.remove();
});

describe('conhub model', () => {
  it('list shows the shipped model: the default, in use, loaded, with its licence', async () => {
    const { code, stdout } = await run('model', 'list');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^all-minilm-l6-v2\s+384 dimensions\s+Apache-2\.0\s+24\.\d MB\s+default, in use, loaded\s+model_\w+/m);
  });

  it('add downloads a model, says licence and size before and the id after, and list shows where it is from', async () => {
    const { code, stdout, stderr } = await run('model', 'add', `team/Tiny-Embed@${commit}`);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/team\/Tiny-Embed at abc123000000: 3\.\d MB, licence: mit\n/);
    expect(stdout).toMatch(
      /Added team\/Tiny-Embed: 24 dimensions, licence MIT, in \d+ s \(model_\w+\)\n {2}Index with it: conhub reindex --model model_\w+/,
    );
    expect((await run('model', 'list')).stdout).toMatch(
      new RegExp(`tiny-embed +24 dimensions +MIT +3\\.\\d MB +model_\\w+ +team/Tiny-Embed@${commit}`),
    );
  });

  it('add refuses with a sentence, and --json prints a line for each step', async () => {
    const refused = await run('model', 'add', 'team/nothing');
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(/^team\/nothing is not at 127\.0\.0\.1:\d+, or it is private/);
    const { stdout } = await run('--json', 'model', 'add', 'team/Tiny-Embed', '--name', 'again');
    const steps = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { t: string });
    expect(steps.map(({ t }) => t)).toEqual(expect.arrayContaining(['planned', 'added']));
    expect(steps.at(-1)).toMatchObject({ t: 'added', model: { name: 'team/Tiny-Embed', dimension: 24 } });
    expect(await run('model', 'remove', 'again')).toMatchObject({ code: 0, stdout: 'Removed again\n' });
  });

  it('remove keeps the shipped, the default and what is not there', async () => {
    expect(await run('model', 'remove', 'all-minilm-l6-v2')).toMatchObject({
      code: 1,
      stderr: 'all-minilm-l6-v2 came with the installation and stays\n',
    });
    expect(await run('model', 'remove', 'nothing')).toMatchObject({ code: 1, stderr: 'There is no added model called nothing\n' });
    expect(await run('model', 'remove', '../index')).toMatchObject({ code: 1 });
  });

  it('add and remove are for the operator of the machine only', async () => {
    const { url } = await hub.ready;
    const path = ['models', 'models/add', 'models/addition', 'models/remove'].map((each) => `operator/${each}`);
    for (const each of path) {
      const reply = await fetch(new URL(each, url), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token: 'a guess', repository: 'team/Tiny-Embed', addition: 'tiny-embed', name: 'tiny-embed' }),
      });
      expect(reply.status, each).toBe(401);
    }
    const elsewhere = await conhub(['--url', url.href, 'model', 'add', 'team/Tiny-Embed'], {
      environment: { CONHUB_DATA_DIR: join(place.path, 'no-hub'), XDG_CONFIG_HOME: join(place.path, 'none') },
    });
    expect(elsewhere).toMatchObject({ code: 3, stderr: expect.stringContaining('run this on the machine ConHub runs on') });
  });

  it('reindex changes the model with progress, and the model in use can then not be removed', async () => {
    const done = await run('reindex', '--model', 'tiny-embed');
    expect(done).toMatchObject({ code: 0, stderr: '' });
    expect(done.stdout).toMatch(/✓ team\/Tiny-Embed: 12 documents indexed anew in \d+ s; searches use it from now on/);
    expect((await run('model', 'list')).stdout).toMatch(/tiny-embed .* in use, loaded/);
    expect(await run('model', 'remove', 'tiny-embed')).toMatchObject({ code: 1, stderr: expect.stringContaining('is used by an index') });
    expect((await run('search', 'refresh tokens')).stdout).toContain('.md');
    expect(await run('reindex', '--cancel')).toMatchObject({ code: 2, stderr: 'Nothing is being indexed anew\n' });
    expect(await run('reindex', '--model', 'nothing')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('There is no model nothing here'),
    });
    const back = await run('--json', 'reindex');
    expect(back.code).toBe(0);
    const lines = back.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { reindexProgress?: { space: { status: string } } });
    expect(lines[0]).toHaveProperty('startReindex.space.model.name', 'all-MiniLM-L6-v2');
    expect(lines.at(-1)).toHaveProperty('reindexProgress.space.status', 'SERVING');
  });
});
