import composition from '@apollo/composition';
import { ApolloGateway } from '@apollo/gateway';
import {
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  type OperationDefinitionNode,
  Kind,
  parse,
  validate,
  visit,
} from 'graphql';
import { createEngine } from '../../router/src/engine/engine.ts';
import { type Subgraphs, readProject, subgraphTypes } from './subgraphs.ts';

export interface Contender {
  /** The answer as it is sent to the client. */
  answer(query: string): Promise<string>;
  stop(): Promise<void>;
}

/** ConHub's engine with its supergraph, authorization on. */
export function createOurs(subgraphs: Subgraphs): Contender {
  const executors = [...subgraphTypes.keys()].map((name) => {
    const execute = ({ document, variables }: { document: DocumentNode; variables: Record<string, unknown> }): Promise<ExecutionResult> =>
      subgraphs.answer(name, document, variables);
    return [name, { execute, subscribe: execute }] as const;
  });
  const engine = createEngine({ supergraphSdl: readProject('schema/supergraph.graphql'), subgraphs: new Map(executors) });
  const request = { id: 'req', ipAddress: null, userAgent: null, trace: null, sessionCookie: null, deadline: null, signal: null };
  return {
    answer: async (query) =>
      JSON.stringify(
        await engine.execute({ query }, { viewer: { kind: 'service', name: 'bench', organizationId: null }, request, transport: 'POST' }),
      ),
    stop: async () => {},
  };
}

/**
 * `@apollo/gateway` at its best: documents are parsed and validated once (as Apollo Server keeps them), its own cache keeps the plans,
 * nothing of Apollo Server is around it, and fetches are not parsed again. It refuses authorization directives, so that it has none.
 */
export async function createGateway(subgraphs: Subgraphs): Promise<Contender> {
  process.env['APOLLO_TELEMETRY_DISABLED'] = '1';
  const { supergraphSdl, errors } = composition.composeServices(
    [...subgraphTypes].map(([name, types]) => ({ name, url: `http://${name}`, typeDefs: withoutAuthorization(types) })),
  );
  if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join('\n'));
  const gateway = new ApolloGateway({
    supergraphSdl,
    buildService: ({ name }) => ({
      process: ({ request }) => subgraphs.answer(name, request.query ?? '', request.variables ?? {}) as never,
    }),
    logger: { debug() {}, info() {}, warn() {}, error() {} },
  });
  const { executor } = await gateway.load({});
  const schema = gateway.schema as GraphQLSchema;
  const known = new Map<string, { document: DocumentNode; operation: OperationDefinitionNode }>();
  const compiled = (query: string): { document: DocumentNode; operation: OperationDefinitionNode } => {
    let found = known.get(query);
    if (found === undefined) {
      const document = parse(query);
      const [fault] = validate(schema, document);
      if (fault !== undefined) throw fault;
      const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION) as OperationDefinitionNode;
      known.set(query, (found = { document, operation }));
    }
    return found;
  };
  const cache = { get: async () => undefined, set: async () => {}, delete: async () => true };
  return {
    async answer(query) {
      const { document, operation } = compiled(query);
      const name = operation.name?.value ?? null;
      const context = {
        document,
        operation,
        operationName: name,
        request: { query, variables: {} },
        source: query,
        queryHash: query,
        context: {},
        cache,
        schema,
        metrics: {},
        logger: console,
      };
      const { data, errors } = (await executor(context as never)) as ExecutionResult;
      return JSON.stringify(errors === undefined ? { data } : { data, errors });
    },
    stop: () => gateway.stop(),
  };
}

const authorization: ReadonlySet<string> = new Set(['authenticated', 'requiresScopes']);

const withoutAuthorization = (types: string): DocumentNode =>
  visit(parse(types), { Directive: ({ name }) => (authorization.has(name.value) ? null : undefined) });
