import type { ExecutionResult } from 'graphql';
import type { Operation } from './operation.ts';
import type { EngineParts, EngineRequest } from './engine.ts';
import type { Variables } from './variables.ts';

export async function subscribeTo(_parts: EngineParts, _operation: Operation, _variables: { given: Variables; variables: Variables }, _request: EngineRequest): Promise<ExecutionResult | AsyncIterable<ExecutionResult>> {
  throw new Error('not yet');
}
