// A process that adds a model, to be killed in the middle.
import { createAddedModels } from '../src/hub/added-models.ts';
import { createOutbound } from '../src/outbound/outbound.ts';

const [folder = '', url = '', repository = ''] = process.argv.slice(2);
const models = createAddedModels({ folder, hub: { url, token: null }, outbound: createOutbound() });
await models.add(
  { repository },
  ({ t, ...rest }) => process.stdout.write(`${JSON.stringify({ t, ...rest })}\n`),
  new AbortController().signal,
);
