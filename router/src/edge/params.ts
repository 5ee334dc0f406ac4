import type { OperationParams } from '../engine/engine.ts';
import { refusals, type Refusal } from './refusal.ts';

export const isParams = (value: OperationParams | Refusal): value is OperationParams => !('status' in value);

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** GraphQL over HTTP, POST: https://graphql.github.io/graphql-over-http/draft/#sec-POST */
export function paramsOfBody(body: string): OperationParams | Refusal {
  let data: unknown;
  try {
    data = JSON.parse(body);
  } catch {
    return refusals.badRequest('The body is not valid JSON');
  }
  if (Array.isArray(data)) return refusals.badRequest('Batches are not supported: send one operation a request');
  if (!isObject(data)) return refusals.badRequest('The body is not a JSON object');
  return checkedParams(data);
}

/** GraphQL over HTTP, GET: `variables` and `extensions` are JSON texts. */
export function paramsOfUrl(search: URLSearchParams): OperationParams | Refusal {
  const data: Record<string, unknown> = {};
  for (const name of ['query', 'documentId', 'operationName']) {
    const value = search.get(name);
    if (value !== null) data[name] = value;
  }
  for (const name of ['variables', 'extensions']) {
    const value = search.get(name);
    if (value === null || value === '') continue;
    try {
      data[name] = JSON.parse(value);
    } catch {
      return refusals.badRequest(`The URL’s “${name}” is not valid JSON`);
    }
  }
  return checkedParams(data);
}

/** The shape of a request, whatever it came through. Unknown members are ignored, as the specification asks. */
export function checkedParams(data: Record<string, unknown>): OperationParams | Refusal {
  const { query, documentId, operationName, variables, extensions } = data;
  if (query !== undefined && query !== null && typeof query !== 'string') return refusals.badRequest('“query” is not a string');
  if (documentId !== undefined && documentId !== null && typeof documentId !== 'string')
    return refusals.badRequest('“documentId” is not a string');
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string') {
    return refusals.badRequest('“operationName” is not a string');
  }
  if (variables !== undefined && variables !== null && !isObject(variables)) return refusals.badRequest('“variables” is not an object');
  if (extensions !== undefined && extensions !== null && !isObject(extensions)) return refusals.badRequest('“extensions” is not an object');
  const isPersisted = documentId || (isObject(extensions) && 'persistedQuery' in extensions);
  if (!query && !isPersisted) return refusals.badRequest('There is no “query” (nor a “documentId”)');
  return {
    ...(typeof query === 'string' && query !== '' ? { query } : {}),
    ...(typeof documentId === 'string' ? { documentId } : {}),
    ...(operationName === undefined ? {} : { operationName }),
    ...(variables === undefined ? {} : { variables: variables as Record<string, unknown> | null }),
    ...(extensions === undefined ? {} : { extensions: extensions as Record<string, unknown> | null }),
  };
}
