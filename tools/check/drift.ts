import { drifted, makeArtifacts } from '../compose/artifacts.ts';
import type { Check } from './check.ts';

export const compositionDrift: Check = {
  name: 'composition drift',
  async run(root) {
    const { artifacts } = await makeArtifacts(root);
    return drifted(root, artifacts).map(({ file }) => `${file} is not what the subgraphs compose to: run \`pnpm compose\``);
  },
};
