import path from 'node:path';
import { parseArgs } from 'node:util';
import { drifted, makeArtifacts, writeArtifacts } from './artifacts.ts';
import { CompositionError } from './compose.ts';

// `pnpm compose` writes `schema/`; `pnpm compose --check` says what would change and exits 1.
const root = path.resolve(import.meta.dirname, '../..');
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });

try {
  const { composition, artifacts } = await makeArtifacts(root);
  const changed = drifted(root, artifacts);
  if (values.check) {
    for (const { file } of changed) console.error(`${file} is not what the subgraphs compose to: run \`pnpm compose\` and commit it`);
    if (changed.length > 0) process.exitCode = 1;
    else console.log(`schema/ is up to date (${composition.subgraphs.length} subgraphs, no hints)`);
  } else {
    writeArtifacts(root, changed);
    for (const { file, content } of changed) console.log(`${content === null ? 'removed' : 'wrote'} ${file}`);
    console.log(`${composition.subgraphs.length} subgraphs composed without errors or hints`);
  }
} catch (error) {
  if (!(error instanceof CompositionError)) throw error;
  console.error(`The subgraphs do not compose:\n${error.message}`);
  process.exitCode = 1;
}
