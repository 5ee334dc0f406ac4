import {
  coerceInputValue,
  isNonNullType,
  isInputType,
  typeFromAST,
  valueFromAST,
  type GraphQLInputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { FieldFault } from '@conhub/subgraph-kit';
import { badInput, type Refusal } from './failure.ts';
import type { Limits } from './limits.ts';
import { faultyText } from './text.ts';

export type Variables = Readonly<Record<string, unknown>>;

/** One variable of an operation, read once. */
export interface VariableDefinition {
  readonly name: string;
  readonly type: GraphQLInputType;
  readonly hasDefault: boolean;
  readonly defaultValue: unknown;
}

/** For a valid operation only. */
export function readVariables(schema: GraphQLSchema, operation: OperationDefinitionNode): VariableDefinition[] {
  return (operation.variableDefinitions ?? []).map((definition) => {
    const type = typeFromAST(schema, definition.type);
    if (!isInputType(type)) throw new Error('A validated operation has a variable that is not of an input type');
    const hasDefault = definition.defaultValue !== undefined;
    return {
      name: definition.variable.name.value,
      type,
      hasDefault,
      defaultValue: hasDefault ? valueFromAST(definition.defaultValue, type) : undefined,
    };
  });
}

/**
 * Checks what came with a request against what the operation declares: types, texts, nesting, page sizes. The values themselves go
 * to the subgraphs as they came; the coerced ones decide conditions.
 */
export function coerceVariables(
  definitions: readonly VariableDefinition[],
  pageSizes: ReadonlySet<string>,
  given: Variables,
  limits: Limits,
): Variables | Refusal {
  if (definitions.length === 0) return none;
  const faults: FieldFault[] = [];
  const coerced: Record<string, unknown> = {};
  for (const { name, type, hasDefault, defaultValue } of definitions) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (value === undefined) {
      if (hasDefault) coerced[name] = defaultValue;
      else if (isNonNullType(type))
        faults.push({ path: [name], code: 'REQUIRED', message: `Variable "$${name}" of required type "${String(type)}" was not provided` });
    } else if (value === null && isNonNullType(type)) {
      faults.push({ path: [name], code: 'REQUIRED', message: `Variable "$${name}" of non-null type "${String(type)}" must not be null` });
    } else {
      const before = faults.length;
      inspect(value, [name], limits.variablesDepthMax, faults);
      if (faults.length === before) {
        coerced[name] = coerceInputValue(value, type, (path, _invalid, error) => {
          if (faults.length < faultsMax)
            faults.push({
              path: [name, ...path],
              code: 'INVALID_VALUE',
              message: `Variable "$${name}" got an invalid value: ${error.message}`,
            });
        });
      }
    }
    if (pageSizes.has(name)) checkPageSize(coerced[name], [name], limits, faults);
    if (faults.length >= faultsMax) break;
  }
  return faults.length > 0 ? badInput(faults) : coerced;
}

const none: Variables = {};
const faultsMax = 20;

export function checkPageSize(value: unknown, path: readonly (string | number)[], { pageSizeMax }: Limits, faults: FieldFault[]): void {
  if (typeof value !== 'number' || (value >= 0 && value <= pageSizeMax)) return;
  faults.push({ path, code: 'OUT_OF_RANGE', message: `${path.join('.')} must be between 0 and ${pageSizeMax}` });
}

/** Texts that cannot be kept, and nesting beyond any input type of the schema. */
function inspect(value: unknown, path: readonly (string | number)[], depthLeft: number, faults: FieldFault[]): void {
  if (faults.length >= faultsMax) return;
  if (typeof value === 'string') {
    const wrong = faultyText(value);
    if (wrong !== null) faults.push({ path, code: 'INVALID_TEXT', message: `${path.join('.')} ${wrong}` });
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (depthLeft === 0) {
    faults.push({ path, code: 'TOO_DEEP', message: `${path[0]} nests too deep` });
    return;
  }
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) inspect(value[index], [...path, index], depthLeft - 1, faults);
    return;
  }
  for (const key of Object.keys(value)) {
    const wrong = faultyText(key);
    if (wrong !== null) faults.push({ path, code: 'INVALID_TEXT', message: `A name inside ${path.join('.')} ${wrong}` });
    inspect((value as Record<string, unknown>)[key], [...path, key], depthLeft - 1, faults);
  }
}
