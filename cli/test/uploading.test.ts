import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { eventually, expectShape, from, json, lines, place, run, type Json, useRunningHub } from './running-hub.ts';

useRunningHub();

const files = fileURLToPath(new URL('../../subgraphs/connectors/test/extraction/files/', import.meta.url));
const at = (name: string): string => join(place.path, 'to-upload', name);

describe('uploads', { timeout: 60_000 }, () => {
  it('files are handed in, found within seconds, and replaced by the next of the same name', async () => {
    mkdirSync(at('.'));
    copyFileSync(join(files, 'tides.docx'), at('tides.docx'));
    writeFileSync(at('wombat.md'), '# Burrows\n\nA wombat digs.\n');
    const { completeUpload } = await json('upload', at('tides.docx'), '--to', '/reports/2026/');
    expectShape({ completeUpload }, 'complete-upload');
    expect(completeUpload.document).toMatchObject({ path: 'reports/2026/tides.docx', state: 'AVAILABLE', source: { visibility: 'OWNER' } });
    expect(await run('upload', at('wombat.md'), '--organization-wide')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^✓ \S+wombat\.md {2}Burrows {2}doc_\w+\n$/),
      stderr: '',
    });
    await eventually(
      'It is found',
      async () => (await json('search', 'wombat', '--mode', 'lexical')).search.nodes as Json[],
      (nodes) => nodes.length === 1,
      10_000,
    );
    const again = await json('upload', at('tides.docx'), '--to', 'reports/2026');
    expect(again.completeUpload.document.id).toBe(completeUpload.document.id);
    expectShape(await json('note', '--remove', completeUpload.document.id as string), 'delete-note');
  });

  it('of several each that fails says why, the others are uploaded, and what has no text is kept with its reason', async () => {
    copyFileSync(join(files, 'locked.pdf'), at('locked.pdf'));
    writeFileSync(at('huge.txt'), new Uint8Array(33_554_433));
    const given = ['upload', at('wombat.md'), at('missing.md'), at('.'), at('huge.txt'), at('locked.pdf')];
    const said = await run(...given);
    expect(said.code).toBe(1);
    expect(said.stderr.trim().split('\n')).toEqual([
      `${at('missing.md')}: there is no such file`,
      `${at('.')}: it is a folder: name its files, or add it with conhub add`,
      `${at('huge.txt')}: A file has at most 32 MB: split it`,
      '3 of 5 files not uploaded',
    ]);
    expect(said.stdout).toMatch(/^✓ .*wombat\.md[^\n]*\n! .*locked\.pdf {2}kept, without a text {2}doc_\w+\n {2}\S.*password.*\n$/s);
    const printed = lines(await run('--json', ...given));
    expect(printed.map((each) => each.completeUpload?.document.state ?? each.errors[0].extensions.code)).toEqual([
      'AVAILABLE',
      'FILE_UNREADABLE',
      'FILE_UNREADABLE',
      'BAD_USER_INPUT',
      'FAILED',
      'UPLOAD_FAILED',
    ]);
    expect(await run('upload', at('missing.md'))).toMatchObject({ code: 1, stderr: `${at('missing.md')}: there is no such file\n` });
    expect(await run('upload', at('wombat.md'), join(at('.'), '..', 'to-upload', 'wombat.md'))).toMatchObject({ code: 2 });
    expect(await run('upload')).toMatchObject({ code: 2 });
    expect(await from(['upload', at('wombat.md')])).toMatchObject({ code: 3 });
  });
});
