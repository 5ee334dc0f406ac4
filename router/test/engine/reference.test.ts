import * as fc from 'fast-check';
import { parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateQuery } from './fixtures/generate.ts';
import { createGraph, wire } from './fixtures/graph.ts';
import { createReference, type Reference } from './fixtures/reference.ts';
import { queries } from './fixtures/queries.ts';

const graph = createGraph();
let reference: Reference;

beforeAll(async () => {
  reference = await createReference();
});
afterAll(() => reference.stop());

async function both(query: string, variables: Record<string, unknown> = {}) {
  const [ours, theirs] = [await graph.run(query, { variables }), await reference.run(query, variables)];
  return { ours: wire(ours), theirs: wire(theirs) };
}

describe('the same answer as @apollo/gateway', () => {
  it.each(queries)('%s', async (_, query, variables) => {
    const { ours, theirs } = await both(query, variables);
    expect(theirs.data).toBeTruthy();
    expect(ours.data).toEqual(theirs.data);
    expect(ours.errors ?? []).toHaveLength((theirs.errors ?? []).length);
  });

  it('for every valid query', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 1000 }), { minLength: 5, maxLength: 90 }), async (tape) => {
        const query = generateQuery(graph.engine.schema, tape);
        fc.pre(validate(graph.engine.schema, parse(query)).length === 0);
        const { ours, theirs } = await both(query);
        expect({ query, data: ours.data }).toEqual({ query, data: theirs.data });
      }),
      { numRuns: 60 },
    );
  });
});
