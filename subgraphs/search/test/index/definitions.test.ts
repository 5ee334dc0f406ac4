import { newId } from '@conhub/subgraph-kit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Core, type World, createWorld, openCore, pageOf, removeFolder, setOf, temporaryFolder, upsert } from './fixture.ts';

let folder: string;
let world: World;
let core: Core;
const organizationId = newId('org');

beforeEach(async () => {
  folder = temporaryFolder();
  world = createWorld();
  core = openCore(folder, world);
});
afterEach(async () => {
  await core.stop();
  removeFolder(folder);
});

async function index(files: Readonly<Record<string, string>>): Promise<void> {
  const operations = Object.entries(files).map(([path, text]) =>
    path.endsWith('.md')
      ? upsert(world, { path, text, kind: 'TEXT', language: 'markdown' })
      : upsert(world, { path, text, kind: 'CODE', language: 'typescript' }),
  );
  core.apply(setOf(organizationId, 1, 1, true), pageOf(organizationId, newId('src'), operations));
  await core.settled(organizationId);
}
const first = (text: string) => core.search({ organizationId, text }).hits[0];
const order = (text: string): (string | undefined)[] => core.search({ organizationId, text }).hits.map(({ path }) => path);

test('a definition stands before imports, re-exports, uses and talk about it', async () => {
  await index({
    'src/rotate-token.ts': '// helpers\n\nexport function rotateToken(token: string): string {\n  return token;\n}\n',
    'src/index.ts': "export { rotateToken } from './rotate-token.ts';\nexport { rotateToken as again } from './rotate-token.ts';\n",
    'src/use.ts': `import { rotateToken } from './index.ts';\n${'rotateToken(rotateToken(rotateToken()));\n'.repeat(20)}`,
    'docs/rotate-token.md': '# rotateToken\n\nrotateToken rotates. Call rotateToken often: rotateToken, rotateToken.\n',
  });
  expect(first('rotateToken')?.path).toBe('src/rotate-token.ts');
  expect(first('rotateToken()')?.passages[0]).toMatchObject({ symbol: 'rotateToken', startLine: 1, endLine: 5 });
  expect(first('rotatetoken')?.path).toBe('src/rotate-token.ts');
});

test('the source stands before its typings, tests and what is generated; an implementation before its signatures', async () => {
  const definition = (body: string): string => `export function openVault(key: string): string${body}\n`;
  await index({
    'dist/vault.d.ts': 'export declare function openVault(key: string): string;\n',
    'test/vault.test.ts': definition(' { return "double"; }'),
    'src/vault.generated.ts': definition(' { return "copy"; }'),
    'src/vault.ts': `export function openVault(key: string): string;\n${'\n// more\n'.repeat(30)}${definition(' {\n  return key;\n}')}`,
  });
  expect(order('openVault').slice(0, 4)).toEqual(['src/vault.ts', 'src/vault.generated.ts', 'test/vault.test.ts', 'dist/vault.d.ts']);
  expect(first('openVault')?.passages[0]?.text).toContain('return key;');
});

test('a member is found in the container that was named, however the two are joined', async () => {
  await index({
    'a.ts': 'export class Session {\n  refresh(): void {}\n}\n',
    'b.ts': 'export class Cache {\n  refresh(): void {}\n}\n',
    'c.ts': 'export function refresh(): void {}\n',
  });
  expect(first('Session.refresh')?.path).toBe('a.ts');
  expect(first('Cache#refresh')?.path).toBe('b.ts');
  expect(first('Cache::refresh')?.path).toBe('b.ts');
  expect(first('refresh')?.path).toBe('c.ts');
});

test('a member whose name looks like a file’s ending is found; a file of that name comes first', async () => {
  await index({
    'client.ts': 'export class Client {\n  post(): void {}\n}\nexport class Other {\n  md(): void {}\n}\n',
    'use.ts': `import { Client } from './client.ts';\n${'new Client().post();\n'.repeat(10)}`,
    'docs/notes.md': '# Notes\n',
  });
  expect(first('Client.post')?.path).toBe('client.ts');
  expect(first('notes.md')?.path).toBe('docs/notes.md');
});

test('an ordinary word is not taken for a variable of that name', async () => {
  await index({
    'src/billing.ts': 'const invoice = read();\nexport const total = invoice.total;\n',
    'docs/invoice.md': '# Invoice\n\nHow an invoice is paid: by invoice, within thirty days of the invoice.\n',
  });
  expect(first('invoice')?.path).toBe('docs/invoice.md');
});
