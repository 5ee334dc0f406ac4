import { createHash } from 'node:crypto';
import {
  GraphQLError,
  Kind,
  NoSchemaIntrospectionCustomRule,
  parse,
  print,
  specifiedRules,
  validate,
  type DocumentNode,
  type OperationDefinitionNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { isRefusal, refusal, type Refusal } from './failure.ts';
import type { Limits } from './limits.ts';
import { measure } from './measure.ts';
import { compileOperation, type Operation } from './operation.ts';
import type { PlanningContext } from './planned-operation.ts';
import { excessOf } from './text.ts';

export interface OperationParams {
  readonly query?: string;
  /** `sha256:…` or the bare hash of a trusted document. */
  readonly documentId?: string;
  readonly operationName?: string | null;
  readonly variables?: Record<string, unknown> | null;
  readonly extensions?: Record<string, unknown> | null;
}

export interface Documents {
  /** The compiled operation that a request means, or why it is refused. */
  find(params: OperationParams): Operation | Refusal;
}

export interface DocumentOptions {
  readonly context: PlanningContext;
  readonly limits: Limits;
  readonly trusted: ReadonlyMap<string, string>;
  readonly isIntrospectable: boolean;
}

/** A compiled operation weighs about this many bytes per character of its text: trees, closures, plans (measured: 40–70). */
const bytesPerCharacter = 60;
const validationErrorsMax = 20;

/**
 * Two caches: a text leads to the operation it means without being parsed; a canonical print of the parsed document finds an operation
 * that came in another layout. Both are bounded by weight, so that a client who sends a new text each time costs time, not memory.
 */
export function createDocuments(options: DocumentOptions): Documents {
  const { limits, trusted } = options;
  const byText = new LRUCache<string, Operation>({ maxSize: limits.textCacheBytesMax, sizeCalculation: (_, key) => key.length * 2 + 200 });
  const byPrint = new LRUCache<string, Operation>({
    maxSize: limits.operationCacheBytesMax,
    sizeCalculation: (_, key) => key.length * bytesPerCharacter + 4_000,
  });
  const persisted = new LRUCache<string, string>({ maxSize: limits.textCacheBytesMax, sizeCalculation: (text) => text.length * 2 + 200 });

  return {
    find(params) {
      const malformed = malformedParams(params as Record<keyof OperationParams, unknown>);
      if (malformed !== null) return malformed;
      const text = textOf(params, trusted, persisted);
      if (typeof text !== 'string') return text;
      const name = params.operationName ?? '';
      const textKey = `${name}\n${text}`;
      const known = byText.get(textKey);
      if (known !== undefined) return known;
      const document = parseWithin(text, limits);
      if (isRefusal(document)) return document;
      const chosen = chooseOperation(document, name);
      if (isRefusal(chosen)) return chosen;
      const excess = measure(document, limits);
      if (excess !== null) return excess;
      const canonical = print(document);
      const printKey = `${name}\n${canonical}`;
      let operation = byPrint.get(printKey);
      if (operation === undefined) {
        const compiled = compile(options, document, canonical, name);
        if (isRefusal(compiled)) return compiled;
        byPrint.set(printKey, (operation = compiled));
      }
      byText.set(textKey, operation);
      return operation;
    },
  };
}

/** Requests come from JSON: what the types promise is checked here, whatever the transport. */
function malformedParams({
  query,
  documentId,
  operationName,
  variables,
  extensions,
}: Record<keyof OperationParams, unknown>): Refusal | null {
  const isText = (value: unknown): boolean => value === undefined || value === null || typeof value === 'string';
  const isMap = (value: unknown): boolean => value === undefined || value === null || (typeof value === 'object' && !Array.isArray(value));
  const texts = Object.entries({ query, documentId, operationName }).find(([, value]) => !isText(value));
  if (texts !== undefined) return refusal('BAD_REQUEST', `${texts[0]} must be a string`);
  const maps = Object.entries({ variables, extensions }).find(([, value]) => !isMap(value));
  return maps === undefined ? null : refusal('BAD_REQUEST', `${maps[0]} must be an object`);
}

function textOf(params: OperationParams, trusted: ReadonlyMap<string, string>, persisted: LRUCache<string, string>): string | Refusal {
  const { query, documentId, extensions } = params;
  if (typeof documentId === 'string') {
    const text = trusted.get(documentId.replace(/^sha256:/, ''));
    return text ?? refusal('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');
  }
  const hash = automaticHash(extensions);
  if (hash === null) return typeof query === 'string' && query !== '' ? query : refusal('BAD_REQUEST', 'The request has no query');
  if (typeof hash !== 'string') return hash;
  if (typeof query !== 'string' || query === '')
    return persisted.get(hash) ?? trusted.get(hash) ?? refusal('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');
  if (createHash('sha256').update(query).digest('hex') !== hash) return refusal('BAD_REQUEST', 'provided sha does not match query');
  persisted.set(hash, query);
  return query;
}

/** Automatic persisted queries: https://www.apollographql.com/docs/apollo-server/performance/apq */
function automaticHash(extensions: OperationParams['extensions']): string | null | Refusal {
  const extension = extensions?.persistedQuery;
  if (extension === undefined || extension === null) return null;
  const { version, sha256Hash } = Object(extension) as { version?: unknown; sha256Hash?: unknown };
  if (version !== 1 || typeof sha256Hash !== 'string' || !/^[0-9a-f]{64}$/.test(sha256Hash)) {
    return refusal('BAD_REQUEST', 'The extension persistedQuery needs version 1 and a sha256Hash in lower-case hexadecimal');
  }
  return sha256Hash;
}

function parseWithin(text: string, limits: Limits): DocumentNode | Refusal {
  try {
    return parse(text, { maxTokens: limits.tokensMax });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    if (!/more tha[nt] \d+ tokens/.test(error.message)) {
      return {
        refused: [
          new GraphQLError(error.message, {
            source: error.source ?? null,
            positions: error.positions ?? null,
            extensions: { code: 'GRAPHQL_PARSE_FAILED' },
          }),
        ],
      };
    }
    const limit = limits.tokensMax;
    switch (excessOf(text, limits)) {
      case 'depth':
        return refusal('OPERATION_TOO_DEEP', `The operation nests fields deeper than ${limits.depthMax}`, { limit: limits.depthMax });
      case 'aliases':
        return refusal('OPERATION_TOO_COMPLEX', `The operation has more than ${limits.aliasesMax} aliases`, { limit: limits.aliasesMax });
      case 'tokens':
        return refusal('OPERATION_TOO_LONG', `The operation has more than ${limit} tokens`, { limit });
    }
  }
}

function chooseOperation(document: DocumentNode, name: string): OperationDefinitionNode | Refusal {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const [first] = operations;
  if (first === undefined) return refusal('OPERATION_RESOLUTION_FAILURE', 'The document has no operation');
  if (name === '')
    return operations.length === 1
      ? first
      : refusal('OPERATION_RESOLUTION_FAILURE', 'The document has several operations: operationName must say which one to run');
  return (
    operations.find((operation) => operation.name?.value === name) ??
    refusal('OPERATION_RESOLUTION_FAILURE', `The document has no operation named "${name}"`)
  );
}

function compile(
  { context, limits, isIntrospectable }: DocumentOptions,
  document: DocumentNode,
  canonical: string,
  name: string,
): Operation | Refusal {
  const rules = isIntrospectable ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule];
  const errors = validate(context.schema, document, rules, { maxErrors: validationErrorsMax, hideSuggestions: !isIntrospectable });
  if (errors.length > 0) {
    return {
      refused: errors.map(
        ({ message, nodes }) => new GraphQLError(message, { nodes: nodes ?? null, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }),
      ),
    };
  }
  // Parsed again without locations: those hold the whole text and every token of it, for as long as the operation is cached.
  const lean = parse(canonical, { noLocation: true });
  const chosen = chooseOperation(lean, name);
  return isRefusal(chosen) ? chosen : compileOperation(context, lean, chosen, limits);
}
