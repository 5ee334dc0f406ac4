import type { Viewer } from '@conhub/subgraph-kit';
import { isScalarType, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { complete, reportDenied, startRun } from './completion.ts';
import { createDocuments, type OperationParams } from './documents.ts';
import type { EngineOptions, EngineParts, EngineRequest, Transport } from './engine-options.ts';
import { maskedMessage, type Fetcher } from './execution.ts';
import { isRefusal, refusal, refusedResult, type Refusal } from './failure.ts';
import type { SubgraphExecutor } from './fetching.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { routerSubgraph } from './node.ts';
import type { Operation } from './operation.ts';
import { variantFor } from './planning.ts';
import { subscribeTo } from './subscription.ts';
import { loadSupergraph, type LoadedSupergraph } from './supergraph.ts';
import { coerceVariables, type Variables } from './variables.ts';

export { inProcess } from './in-process.ts';
export { defaultLimits, type Limits } from './limits.ts';
export type { OperationParams } from './documents.ts';
export type { EngineOptions, EngineRequest, Transport } from './engine-options.ts';
export type { EngineReport } from './report.ts';
export type { SubgraphExecutor, SubgraphFetch } from './fetching.ts';
export type { RequestErrorCode } from './failure.ts';

export interface Engine {
  /**
   * The only door. Queries and mutations answer one result; subscriptions an async iterable of results. A request that is refused
   * (limits, parse, validation, variables, transport) is answered with a result without `data`, whose errors carry the code.
   * Never rejects.
   */
  execute(params: OperationParams, request: EngineRequest): Promise<ExecutionResult | AsyncIterable<ExecutionResult>>;
  /** What clients see. */
  readonly schema: GraphQLSchema;
  /** Compiles and plans the trusted documents, one at a time between other work. Answers the documents that could not be planned. */
  warmUp(): Promise<readonly { documentId: string; message: string }[]>;
}

export const createEngine = (options: EngineOptions): Engine =>
  createEngineOn(loadSupergraph(options.supergraphSdl, options.owners), options);

/** An engine on a supergraph that is loaded already; several may share one. */
export function createEngineOn(loaded: LoadedSupergraph, options: Omit<EngineOptions, 'supergraphSdl' | 'owners'>): Engine {
  const limits: Limits = { ...defaultLimits, ...options.limits };
  const { report = {} } = options;
  const { planner, node } = loaded;
  const { schema, requirements, isOfType } = planner;
  takeScalars(schema, options.subgraphs);
  const executors = new Map(options.subgraphs);
  if (node !== null) executors.set(routerSubgraph, node);
  const fetcher: Fetcher = {
    executors,
    limits,
    isOfType,
    unexpected: ({ request }, subgraph, error) => report.failed?.({ request, subgraph, error }),
  };
  const trusted = options.trustedDocuments ?? new Map<string, string>();
  const documents = createDocuments({ context: planner, limits, trusted, isIntrospectable: options.introspection ?? true });
  const parts: EngineParts = { planner, fetcher, limits, options, capabilityOf: (viewer) => requirements.capabilityOf(viewer) };

  return {
    schema,
    async execute(params, request) {
      try {
        return await executeOperation(parts, documents.find(params), params, request);
      } catch (error) {
        report.failed?.({ request: request.request, subgraph: null, error });
        return refusedResult(refusal('INTERNAL_SERVER_ERROR', maskedMessage), request.request.id);
      }
    },
    async warmUp() {
      const failed: { documentId: string; message: string }[] = [];
      for (const documentId of trusted.keys()) {
        await new Promise((resolve) => setImmediate(resolve));
        try {
          const operation = documents.find({ documentId });
          if (isRefusal(operation)) failed.push({ documentId, message: operation.refused.map((error) => error.message).join('; ') });
          else variantFor(planner, operation, requirements.capabilityOf({ kind: 'service', name: 'router', organizationId: null }));
        } catch (error) {
          failed.push({ documentId, message: String(error) });
        }
      }
      return failed;
    },
  };
}

/**
 * Counts as authenticated and holds no scope. It opens fields at the router only: subgraphs are still asked as anonymous, so that nothing
 * shows but what the users subgraph itself answers below the sign-in.
 */
const justSignedIn: Viewer = { kind: 'apiKey', apiKeyId: '', userId: '', organizationId: '', scopes: [], teamIds: [] };

function executeOperation(
  parts: EngineParts,
  operation: Operation | Refusal,
  params: OperationParams,
  request: EngineRequest,
): ReturnType<Engine['execute']> {
  const requestId = request.request.id;
  const refused = (found: Refusal) => Promise.resolve(refusedResult(found, requestId));
  if (isRefusal(operation)) return refused(operation);
  const mismatch = transportMismatch(operation, request.transport);
  if (mismatch !== null) return refused(mismatch);
  const given: Variables = params.variables ?? {};
  const variables = coerceVariables(operation.variables, operation.pageSizes, given, parts.limits);
  if (isRefusal(variables)) return refused(variables);
  if (operation.kind === 'subscription') return subscribeTo(parts, operation, { given, variables }, request);
  const capability = parts.capabilityOf(operation.isSignIn && request.viewer.kind === 'anonymous' ? justSignedIn : request.viewer);
  const variant = variantFor(parts.planner, operation, capability);
  const run = startRun(parts.limits, request, given, variables, operation.introspection?.answer(variables) ?? {});
  return complete(parts, operation, variant, capability, run, reportDenied(parts, variant, request));
}

function transportMismatch(operation: Operation, transport: Transport): Refusal | null {
  if (operation.kind === 'mutation' && transport === 'GET') return refusal('METHOD_NOT_ALLOWED', 'A mutation cannot be sent with GET');
  if (operation.kind === 'subscription' && (transport === 'GET' || transport === 'POST')) {
    return refusal('BAD_REQUEST', 'A subscription needs a WebSocket, or server-sent events (Accept: text/event-stream)');
  }
  return null;
}

/** The API schema is built from text, where a custom scalar accepts anything: borrow its checks from a subgraph of this process. */
function takeScalars(schema: GraphQLSchema, subgraphs: ReadonlyMap<string, SubgraphExecutor>): void {
  for (const executor of subgraphs.values()) {
    for (const scalar of executor.scalars ?? []) {
      const type = schema.getType(scalar.name);
      if (!isScalarType(type)) continue;
      type.parseValue = scalar.parseValue;
      type.parseLiteral = scalar.parseLiteral;
    }
  }
}
