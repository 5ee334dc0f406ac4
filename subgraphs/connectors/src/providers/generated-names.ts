import { formatOf } from '../extraction/formats.ts';

/** What a program made for a program, or what others wrote and is only carried along: by name. */
export type GeneratedReason = 'LOCK_FILE' | 'MINIFIED' | 'SOURCE_MAP' | 'SNAPSHOT' | 'GENERATED' | 'VENDORED';

/*
 * After github-linguist/linguist, lib/linguist/generated.rb and vendor.yml (MIT), which decide what GitHub hides in diffs and leaves out of its
 * statistics. Left out of theirs: folders whose names also mean other things (`dist`, `tools`, `deps`, `cache`, `env`, `extern`), test fixtures,
 * and libraries by their bare names (`bootstrap.js` may be one's own). Added: lock files, snapshots and generators of later years.
 */
const lockFiles = new Set(
  (
    'package-lock.json npm-shrinkwrap.json shrinkwrap.yaml yarn.lock pnpm-lock.yaml bun.lock deno.lock composer.lock cargo.lock gemfile.lock ' +
    'pipfile.lock poetry.lock pdm.lock uv.lock pixi.lock conda-lock.yml mix.lock rebar.lock pubspec.lock podfile.lock cartfile.resolved ' +
    'package.resolved packages.lock.json project.assets.json paket.lock flake.lock go.sum go.work.sum gopkg.lock glide.lock esy.lock ' +
    'gradle.lockfile buildscript-gradle.lockfile module.bazel.lock .terraform.lock.hcl conan.lock chart.lock symfony.lock'
  ).split(' '),
);

const names: readonly (readonly [RegExp, GeneratedReason])[] = [
  [/[.-]min\.(?:js|mjs|cjs|css|html)$/, 'MINIFIED'],
  [/\.(?:js|mjs|cjs|css|ts|wasm)\.map$/, 'SOURCE_MAP'],
  [/\.(?:snap|storyshot|ambr)$/, 'SNAPSHOT'],
  [/(?:\.|_)(?:generated|gen)\.[a-z]+$|\.g\.(?:dart|cs)$|\.g\.i\.cs$|\.freezed\.dart$/, 'GENERATED'],
  [/\.pb\.(?:go|cc|h|swift|dart)$|\.pb\.gw\.go$|_pb2(?:_grpc)?\.pyi?$|_pb\.(?:js|ts|d\.ts|rb)$|_grpc_pb\.(?:js|ts|d\.ts)$/, 'GENERATED'],
  [/\.designer\.(?:cs|vb)$|\.feature\.cs$|\.zep\.(?:c|h|php)$|^zz_generated\..*\.go$/, 'GENERATED'],
  [/^\.pnp\.(?:cjs|js|loader\.mjs)$|^gradlew(?:\.bat)?$|^mvnw(?:\.cmd)?$|^ppport\.h$|\.xcworkspacedata$|\.nib$/, 'GENERATED'],
  [
    /^(?:jquery|jquery-ui|bootstrap|modernizr|mootools|prototype|d3|angular|react|react-dom|vue|lodash|underscore|moment|three)[-.]v?\d+\.\d+.*\.(?:js|css)$/,
    'VENDORED',
  ],
];

const generatedFolders = new Set(['__generated__', '__snapshots__']);
const vendoredFolders = new Set([
  'vendor',
  'vendors',
  'third_party',
  'third-party',
  'thirdparty',
  '3rd_party',
  '3rd-party',
  '3rdparty',
  'godeps',
  'pods',
  'carthage',
]);

/** What git's attributes of a path say; null: nothing. */
export interface Attributed {
  readonly generated: boolean | null;
  readonly vendored: boolean | null;
}

export interface Generated {
  readonly reason: GeneratedReason;
  /** The folder that makes it so; null: the file itself. A pattern that names it brings it in. */
  readonly folder: string | null;
}

/**
 * Why a file of this path (from the source's root) is left out by default; null: it is not. Attributes win over names, as they do for
 * Linguist. A folder of others' things only keeps out code and data: `Vendors/offer.pdf` is somebody's own.
 */
export function generatedByName(path: string, attributed: Attributed): Generated | null {
  if (attributed.generated === true) return { reason: 'GENERATED', folder: null };
  if (attributed.vendored === true && isCode(path)) return { reason: 'VENDORED', folder: null };
  const segments = path.toLowerCase().split('/');
  const name = segments.pop() ?? '';
  if (attributed.generated !== false) {
    if (lockFiles.has(name)) return { reason: 'LOCK_FILE', folder: null };
    const found = names.find(([pattern]) => pattern.test(name));
    if (found !== undefined && !(found[1] === 'VENDORED' && attributed.vendored === false)) return { reason: found[1], folder: null };
    const folder = segments.findIndex((segment) => generatedFolders.has(segment));
    if (folder !== -1)
      return { reason: segments[folder] === '__snapshots__' ? 'SNAPSHOT' : 'GENERATED', folder: path.split('/')[folder] ?? null };
  }
  if (attributed.vendored === false) return null;
  const folder = segments.findIndex((segment) => vendoredFolders.has(segment));
  return folder !== -1 && isCode(path) ? { reason: 'VENDORED', folder: path.split('/')[folder] ?? null } : null;
}

function isCode(path: string): boolean {
  const { kind } = formatOf(path);
  return kind === 'CODE' || kind === 'DATA';
}
