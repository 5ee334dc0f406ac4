import { setTimeout as after } from 'node:timers/promises';
import { buildSchema, execute, getOperationAST, GraphQLError, parse, subscribe, validate, type ExecutionResult } from 'graphql';
import type { EngineRequest, OperationParams } from '../../src/engine/engine.ts';
import type { GraphDoor } from '../../src/edge/options.ts';

/** The engine seam over graphql-js and a small schema: real parsing, validation, execution and streams, no supergraph. */
const schema = buildSchema(`
  type Query { hello(name: String = "world"): String me: String slow(ms: Int!): String fails: String request: String }
  type Mutation { rename(name: String!): String signIn: String }
  type Subscription { ticks(to: Int!, everyMs: Int = 1): Int whoAmI(everyMs: Int = 5): String breaks: Int }
`);

export interface TinyEngine extends GraphDoor {
  /** Streams that run now. */
  readonly open: { streams: number };
  readonly seen: EngineRequest[];
}

const refused = (code: string, message: string): ExecutionResult => ({ errors: [new GraphQLError(message, { extensions: { code } })] });

const nameOf = ({ viewer }: EngineRequest): string => (viewer.kind === 'user' ? viewer.userId : viewer.kind);

function rootValue(request: EngineRequest, open: { streams: number }): object {
  const counted = async function* <T>(source: () => AsyncIterable<T>): AsyncGenerator<T> {
    open.streams += 1;
    try {
      yield* source();
    } finally {
      open.streams -= 1;
    }
  };
  return {
    hello: ({ name }: { name: string }) => `hello ${name}`,
    me: () => nameOf(request),
    slow: ({ ms }: { ms: number }) => after(ms, 'slow'),
    fails: () => {
      throw new GraphQLError('no', { extensions: { code: 'FORBIDDEN' } });
    },
    request: () => JSON.stringify({ ...request.request, signal: undefined }),
    rename: ({ name }: { name: string }) => name,
    signIn: () => {
      request.request.setSessionCookie?.('a-secret', new Date('2030-01-01'));
      return request.request.setSessionCookie === undefined ? 'token' : 'cookie';
    },
    ticks: ({ to, everyMs }: { to: number; everyMs: number }) =>
      counted(async function* () {
        for (let tick = 1; tick <= to; tick++) {
          await after(everyMs);
          yield { ticks: tick };
        }
      }),
    whoAmI: ({ everyMs }: { everyMs: number }) =>
      counted(async function* () {
        for (;;) {
          yield { whoAmI: nameOf(request) };
          await after(everyMs);
        }
      }),
    breaks: () =>
      counted(async function* () {
        yield { breaks: 1 };
        throw new Error('an inner detail');
      }),
  };
}

export function tinyEngine(): TinyEngine {
  const open = { streams: 0 };
  const seen: EngineRequest[] = [];
  const run = async (
    { query, documentId, operationName, variables }: OperationParams,
    request: EngineRequest,
  ): Promise<ExecutionResult | AsyncIterable<ExecutionResult>> => {
    seen.push(request);
    const text = documentId === 'sha256:hello' ? '{ hello }' : query;
    if (text === undefined) return refused('PERSISTED_QUERY_NOT_FOUND', 'There is no such document');
    if (text.includes('explode')) throw new Error('an inner detail');
    let document;
    try {
      document = parse(text, { maxTokens: 2_000 });
    } catch (error) {
      return { errors: [new GraphQLError((error as Error).message, { extensions: { code: 'GRAPHQL_PARSE_FAILED' } })] };
    }
    const errors = validate(schema, document);
    if (errors.length > 0)
      return { errors: errors.map(({ message }) => new GraphQLError(message, { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } })) };
    const operation = getOperationAST(document, operationName);
    if (operation == null) return refused('OPERATION_RESOLUTION_FAILURE', 'There is no such operation');
    if (operation.operation === 'mutation' && request.transport === 'GET')
      return refused('METHOD_NOT_ALLOWED', 'A mutation is sent by POST');
    const args = {
      schema,
      document,
      operationName: operationName ?? null,
      variableValues: variables ?? {},
      rootValue: rootValue(request, open),
    };
    if (operation.operation !== 'subscription') return execute(args);
    if (request.transport === 'GET' || request.transport === 'POST') return refused('BAD_REQUEST', 'A subscription needs a stream');
    return subscribe(args);
  };
  return { schema, execute: run, open, seen };
}
