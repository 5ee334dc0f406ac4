import { buildSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { countTests } from '../check/closing-line.ts';
import { incompatibilities, personalFields } from '../check/event-gate.ts';
import { operationFaults } from '../check/operations-gate.ts';
import { type JsonSchema, eventTypes } from '../compose/event-schemas.ts';

const schemaOf = (schema: z.ZodType): JsonSchema => z.toJSONSchema(schema, { io: 'input' });
const before = z.object({ id: z.string(), kind: z.enum(['A', 'B']), ops: z.array(z.object({ path: z.string().optional() })) });

describe('events', () => {
  test('an optional field and an enum value may be added, at any depth', () => {
    const after = z.object({
      id: z.string().describe('now described'),
      kind: z.enum(['A', 'B', 'C']),
      ops: z.array(z.object({ path: z.string().optional(), title: z.string().optional() })),
      note: z.number().optional(),
    });
    expect(incompatibilities(schemaOf(before), schemaOf(after), 'e')).toEqual([]);
  });

  test.each([
    ['a removed field', z.object({ id: z.string(), kind: z.enum(['A', 'B']) }), 'e.ops was removed'],
    ['a changed type', before.extend({ id: z.number() }), 'e.id: type changed'],
    ['a removed enum value', before.extend({ kind: z.enum(['A']) }), 'e.kind no longer takes B'],
    ['a field that may be absent now', before.extend({ id: z.string().optional() }), 'e.id is no longer always there'],
    [
      'a new required field',
      before.extend({ by: z.string() }),
      'e.by is new and required: events written before do not have it, so it must be optional',
    ],
    ['a change inside a list', before.extend({ ops: z.array(z.object({ path: z.number().optional() })) }), 'e.ops[].path: type changed'],
  ])('%s is refused', (_name, after, fault) => {
    expect(incompatibilities(schemaOf(before), schemaOf(after), 'e')).toContain(fault);
  });

  test('an option of a union may be added and none removed', () => {
    const [a, b] = [z.object({ t: z.literal('a') }), z.object({ t: z.literal('b'), x: z.number() })];
    const one = schemaOf(z.object({ v: z.discriminatedUnion('t', [a]) }));
    const two = schemaOf(z.object({ v: z.discriminatedUnion('t', [a, b]) }));
    expect(incompatibilities(one, two, 'e')).toEqual([]);
    expect(incompatibilities(two, one, 'e')).not.toEqual([]);
  });

  test('a field for a name, an address, a query or a text is refused at any depth', () => {
    const payload = z.object({
      userId: z.string(),
      ops: z.array(z.object({ path: z.string(), text: z.string() })),
      who: z.object({ email: z.string() }).nullable(),
    });
    expect(personalFields(schemaOf(payload), 'e').map((fault) => fault.split(':')[0])).toEqual(['e.ops.text', 'e.who.email']);
  });

  test('consumers get a type for each event, made from its JSON Schema alone', () => {
    const text = eventTypes([{ type: 'users.user.renamed', schema: schemaOf(before.extend({ at: z.string().nullable() })) }]);
    expect(text).toContain(`export interface UsersUserRenamed {
  readonly id: string;
  readonly kind: 'A' | 'B';
  readonly ops: readonly ({
    readonly path?: string;
  })[];
  readonly at: string | null;
}`);
    expect(text).toContain("readonly 'users.user.renamed': UsersUserRenamed;");
  });
});

describe('operations', () => {
  const schema = buildSchema('type Query { answer: Int }');
  test.each([
    ['a valid one', 'query A { answer }', []],
    ['a field that is gone', 'query A { question }', ['f: Cannot query field "question" on type "Query".']],
    ['one without a name', '{ answer }', ['f does not hold one named operation']],
    ['two in one file', 'query A { answer } query B { answer }', ['f does not hold one named operation']],
    ['no GraphQL', 'query {', ['f: Syntax Error: Expected Name, found <EOF>.']],
  ])('%s', (_name, text, faults) => {
    expect(operationFaults(schema, 'f', text)).toEqual(faults);
  });
});

describe('the closing line', () => {
  test('counts a file that could not be loaded, and a run without a report, as a failure', () => {
    const loaded = { status: 'passed', assertionResults: [{ status: 'passed' }] };
    const broken = { status: 'failed', assertionResults: [] };
    const failed = { status: 'failed', assertionResults: [{ status: 'failed' }] };
    expect(countTests({ numPassedTests: 1, numFailedTests: 0, testResults: [loaded] })).toEqual({ passed: 1, failed: 0 });
    expect(countTests({ numPassedTests: 1, numFailedTests: 1, testResults: [loaded, broken, failed] })).toEqual({ passed: 1, failed: 2 });
    expect(countTests(null)).toEqual({ passed: 0, failed: 1 });
  });
});
