import { asSentence, failureOf } from './page-state.js';

const organizationKey = 'conhub.organization';

/** Which organization this browser works in; null leaves it to the server. */
export const organization = {
  get: () => localStorage.getItem(organizationKey),
  /** @param {string | null} id */
  set: (id) => (id === null ? localStorage.removeItem(organizationKey) : localStorage.setItem(organizationKey, id)),
};

export class Failed extends Error {
  /** @param {{ sentence: string, code: string, fields: Record<string, string> }} failure */
  constructor(failure) {
    super(failure.sentence);
    this.failure = failure;
  }
}

const noAnswer = { sentence: 'ConHub does not answer. Is it running?', code: 'NO_ANSWER', fields: {} };

/**
 * @param {string} path
 * @param {object} body
 * @param {Record<string, string>} [headers]
 * @returns {Promise<Response>}
 */
export async function post(path, body, headers = {}) {
  try {
    return await fetch(path, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  } catch {
    throw new Failed(noAnswer);
  }
}

/**
 * Data, or a `Failed` with a sentence.
 * @param {string} query
 * @param {object} [variables]
 * @param {Record<string, string>} [headers]
 * @returns {Promise<any>}
 */
export async function ask(query, variables = {}, headers = {}) {
  const chosen = organization.get();
  const response = await post('/graphql', { query, variables }, chosen === null ? headers : { 'conhub-organization': chosen, ...headers });
  const result = await response.json().catch(() => null);
  if (result === null) throw new Failed(noAnswer);
  const failure = failureOf(result);
  if (failure === null) return result.data;
  // The remembered organization is gone, or the person is no member any more: fall back to their own.
  if (result.data === undefined && chosen !== null && ['FORBIDDEN', 'NOT_FOUND', 'BAD_USER_INPUT'].includes(failure.code)) {
    organization.set(null);
    return ask(query, variables, headers);
  }
  throw new Failed(failure);
}

/**
 * The one field of a mutation whose result is a union of success and named failures.
 * @param {string} query
 * @param {object} input
 * @returns {Promise<any>}
 */
export async function attempt(query, input) {
  const data = await ask(query, { input });
  const [result] = Object.values(data);
  if (result === null || result === undefined) throw new Failed({ sentence: 'That did not work.', code: '', fields: {} });
  if (result.__typename === 'FactorRequired') {
    throw new Failed({
      sentence: 'This account has a second factor, which this page cannot ask for yet: sign in by the command line.',
      code: '',
      fields: {},
    });
  }
  if (typeof result.message === 'string') throw new Failed({ sentence: asSentence(result.message), code: result.__typename, fields: {} });
  return result;
}
