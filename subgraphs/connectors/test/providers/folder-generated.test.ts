import { afterEach, describe, expect, test } from 'vitest';
import type { SourceRules } from '../../src/providers/connector.ts';
import { createReferenceEngine } from '../conformance/reference-engine.ts';
import { type FolderHarness, makeFolderHarness } from './folder-harness.ts';

const worlds: FolderHarness[] = [];
afterEach(() => Promise.all(worlds.splice(0).map((world) => world.close())));

async function read(files: Readonly<Record<string, string>>, rules: Partial<SourceRules> = {}) {
  const world = await makeFolderHarness();
  worlds.push(world);
  for (const [path, text] of Object.entries(files)) await world.write(path, text);
  const engine = createReferenceEngine(world.connector, { ...world, rules: { include: [], exclude: [], ...rules } });
  await engine.sync();
  const keptOut: Record<string, number> = {};
  const first = engine.log.pages.slice(0, engine.log.pages.findIndex(({ complete }) => complete === true) + 1);
  for (const page of first)
    for (const [reason, count] of Object.entries(page.keptOut ?? {})) keptOut[reason] = (keptOut[reason] ?? 0) + count;
  return { paths: [...engine.documents.values()].map(({ path }) => path).sort(), keptOut };
}

const named = (paths: readonly string[]): Record<string, string> => Object.fromEntries(paths.map((path) => [path, path]));

describe('what programs made is kept out of a folder source by its name', () => {
  test('lock files, minified files, source maps, snapshots, generated and vendored code; each is counted', async () => {
    expect(
      await read(
        named([
          'a.ts',
          'package-lock.json',
          'deep/Cargo.lock',
          'go.sum',
          'app.min.js',
          'app-min.css',
          'app.js.map',
          'src/__snapshots__/a.test.ts.snap',
          'api.pb.go',
          'api_pb2.py',
          'types.generated.ts',
          'src/__generated__/query.graphql',
          'Form.Designer.cs',
          'vendor/lib/x.go',
          'deep/third_party/x.c',
          'jquery-3.7.1.js',
        ]),
      ),
    ).toEqual({
      paths: ['a.ts'],
      keptOut: { LOCK_FILE: 3, MINIFIED: 2, SOURCE_MAP: 1, SNAPSHOT: 1, GENERATED: 5, VENDORED: 3 },
    });
  });

  test('what only sounds like it is read: documents of vendors, code of one’s own', async () => {
    const files = [
      'Vendors/ACME/offer.pdf',
      'vendor/notes.md',
      'vendor/prices.csv',
      'bootstrap.ts',
      'jquery.notes.md',
      'admin.js',
      'generated.ts',
      'dist/a.js',
      'lock.ts',
    ];
    expect(await read(named(files))).toEqual({ paths: files.toSorted(), keptOut: {} });
  });

  test('.gitattributes say what is generated or vendored, the nearest and the last line first, and what is not', async () => {
    const { paths, keptOut } = await read({
      '.gitattributes':
        '# comment\n*.api.ts linguist-generated\nsdk/** linguist-vendored=true\npackage-lock.json -linguist-generated\nvendor/** linguist-vendored=false\n',
      'deep/.gitattributes': '*.api.ts linguist-generated=false\n',
      'a.api.ts': '1',
      'deep/b.api.ts': '2',
      'sdk/c.ts': '3',
      'sdk/read-me.md': '4',
      'package-lock.json': '5',
      'vendor/ours.go': '6',
    });
    expect(paths).toEqual([
      '.gitattributes',
      'deep/.gitattributes',
      'deep/b.api.ts',
      'package-lock.json',
      'sdk/read-me.md',
      'vendor/ours.go',
    ]);
    expect(keptOut).toEqual({ GENERATED: 1, VENDORED: 1 });
  });

  test.each([
    [
      ['**', 'package-lock.json'],
      ['a.js', 'package-lock.json'],
    ],
    [
      ['**/*.js', '**/*.min.js'],
      ['a.js', 'app.min.js'],
    ],
    [
      ['**', 'vendor/**'],
      ['a.js', 'vendor/x.go'],
    ],
    [['**/*'], ['a.js']],
    [['**/*.js'], ['a.js']],
  ])('an include pattern that names it brings it in: %j', async (include, paths) => {
    expect((await read(named(['a.js', 'app.min.js', 'package-lock.json', 'vendor/x.go']), { include })).paths).toEqual(paths);
  });
});
