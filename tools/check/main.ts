import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Check } from './check.ts';
import { compositionDrift } from './drift.ts';
import { eventGate, eventPayloads } from './event-gate.ts';
import { landedMigrations } from './landed-migrations.ts';
import { operationsGate } from './operations-gate.ts';
import { commandCheck } from './run-command.ts';
import { schemaLint } from './schema-lint.ts';
import { sourceRules } from './source-rules.ts';

// `pnpm check` runs every check and names each; `pnpm check lint types` runs those.
const root = path.resolve(import.meta.dirname, '../..');
const folders = ['router', 'standalone', 'cli', 'bench', 'tests', 'tools', 'subgraphs', 'packages'];

const checks: readonly Check[] = [
  commandCheck('format', 'oxfmt', '--check', '.'),
  commandCheck('lint', 'oxlint', '--format', 'unix'),
  sourceRules,
  commandCheck('types', 'tsc', '-p', 'tsconfig.json', '--pretty', 'false'),
  commandCheck('boundaries', 'depcruise', '--config', '.dependency-cruiser.cjs', '--output-type', 'err', ...folders),
  commandCheck('unused code', 'knip', '--no-progress', '--no-config-hints'),
  compositionDrift,
  commandCheck('generated-code drift', 'graphql-codegen', '--config', 'codegen.ts', '--check'),
  schemaLint,
  commandCheck('entities == migrations', 'node', 'tools/migrate/main.ts', '--check'),
  landedMigrations,
  eventPayloads,
  eventGate,
  operationsGate,
];

const { positionals } = parseArgs({ allowPositionals: true });
const unknown = positionals.filter((name) => !checks.some((check) => check.name === name));
if (unknown.length > 0) {
  console.error(`There is no check called ${unknown.join(', ')}. There are: ${checks.map((check) => check.name).join(', ')}`);
  process.exit(2);
}

const failed: string[] = [];
for (const check of checks) {
  if (positionals.length > 0 && !positionals.includes(check.name)) continue;
  const startedAt = performance.now();
  const faults = await check.run(root).catch((error: unknown) => [error instanceof Error ? (error.stack ?? error.message) : String(error)]);
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  console.log(`${faults.length === 0 ? 'ok    ' : 'failed'} ${check.name} (${seconds} s)`);
  for (const fault of faults) console.log(fault.replace(/^/gm, '       '));
  if (faults.length > 0) failed.push(check.name);
}
if (failed.length > 0) {
  console.log(`\n${failed.length} failed: ${failed.join(', ')}`);
  process.exitCode = 1;
} else {
  console.log('\nAll checks hold');
}
