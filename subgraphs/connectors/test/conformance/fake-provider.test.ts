import { describe, expect, test } from 'vitest';
import { describeConnector } from './describe-connector.ts';
import { createFakeProvider } from './fake-provider.ts';
import { createReferenceEngine } from './reference-engine.ts';

describeConnector('a fake provider', async () => createFakeProvider());
describeConnector('a fake provider that lists small pages and repeats itself', async () =>
  createFakeProvider({ pageSize: 70, repeats: true }),
);
describeConnector('a fake provider that limits and breaks off', async () =>
  createFakeProvider({ pageSize: 50, repeats: true, rateLimitEvery: 11, truncateEvery: 7 }),
);

describe('a fake provider', () => {
  test('makes the engine wait, go on, and end with everything', async () => {
    const world = createFakeProvider({ rateLimitEvery: 5, truncateEvery: 3 });
    for (let index = 0; index < 120; index += 1) await world.write(`${index}.md`, `${index}`);
    const engine = createReferenceEngine(world.connector, world);
    await engine.sync();
    expect(engine.log.rateLimits).toBeGreaterThan(20);
    expect(engine.documents.size).toBe(120);
  });
});
