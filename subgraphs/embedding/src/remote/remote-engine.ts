import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UnavailableError } from '@conhub/subgraph-kit';
import type { RemoteModel } from '../models/model-folder.ts';
import type { Outbound } from '../outbound/outbound.ts';
import { createAdmission } from '../scheduling/admission.ts';
import type { EmbedderLog } from '../scheduling/embedder-options.ts';
import type { EngineTotals, ModelEngine } from '../scheduling/model-engine.ts';
import { createThroughput } from '../scheduling/throughput.ts';
import { EndpointFailure, createEndpointClient } from './endpoint-client.ts';

export interface RemoteEngineOptions {
  readonly outbound: Outbound;
  readonly totals: EngineTotals;
  readonly log?: EmbedderLog;
  /** From the environment; else from the folder's key file, if it names one. */
  readonly apiKey: string | null;
}

/** A model behind an endpoint. Nothing is loaded: whether it answers is known by asking, so a call that fails leaves the next one free to try. */
export function createRemoteEngine(model: RemoteModel, { outbound, totals, log, apiKey }: RemoteEngineOptions): ModelEngine {
  const { description } = model;
  const { endpoint, queryPrefix, documentPrefix } = description;
  const { host } = new URL(endpoint.url);
  const stopping = new AbortController();
  const throughput = createThroughput();
  // Requests that are open, not texts: each call holds one at a time. Queries do not wait behind documents.
  const lanes = { DOCUMENT: createAdmission(endpoint.requestsMax), QUERY: createAdmission(Math.max(2, endpoint.requestsMax)) };
  let queuedTexts = 0;
  let problem: string | null = null;
  let hasAnswered = false;
  let keyProblem: string | null = null;
  let key: string | null = apiKey;
  if (key === null && endpoint.apiKeyFile !== undefined && model.folder !== null) {
    try {
      key = readFileSync(join(model.folder, endpoint.apiKeyFile), 'utf8').trim();
    } catch {
      keyProblem = `The embedding model ${description.name} cannot be used: its key file ${endpoint.apiKeyFile} cannot be read`;
    }
  }
  const client = createEndpointClient({ description, apiKey: key, outbound });

  function say(failure: string | null): void {
    if (failure !== null && problem === null) log?.warn(failure);
    if (failure === null && problem !== null) log?.info(`The embedding endpoint ${host} answers again`);
    problem = failure;
    hasAnswered ||= failure === null;
  }

  // Early, so that what is wrong is said before somebody searches; nobody waits for it.
  if (keyProblem === null)
    client.embed(['ConHub'], 'QUERY', stopping.signal).then(
      () => say(null),
      (error: unknown) => {
        if (error instanceof EndpointFailure) say(error.message);
      },
    );

  return {
    ready: Promise.resolve(),
    // A failed call is no verdict: the next one asks again. What never can work is.
    problem: () => (stopping.signal.aborted ? 'The embedding model is stopped' : keyProblem),
    health: () => keyProblem ?? problem,
    isLoaded: () => keyProblem === null && problem === null && hasAnswered,
    async embed(texts, kind, given) {
      const prefix = kind === 'QUERY' ? queryPrefix : documentPrefix;
      const signal = given === undefined ? stopping.signal : AbortSignal.any([given, stopping.signal]);
      queuedTexts += texts.length;
      try {
        await lanes[kind].enter(1, signal);
        throughput.began();
        let read = 0;
        try {
          const answer = await client.embed(prefix === '' ? texts : texts.map((text) => prefix + text), kind, signal);
          read = answer.tokenCount;
          totals.texts += texts.length;
          totals.tokens += read;
          say(null);
          return answer;
        } finally {
          throughput.ended(read);
          lanes[kind].leave(1);
        }
      } catch (error) {
        if (!(error instanceof EndpointFailure)) throw error;
        say(error.message);
        throw error.retryAt === null ? new UnavailableError(error.message) : new UnavailableError(error.message, error.retryAt);
      } finally {
        queuedTexts -= texts.length;
      }
    },
    runtime: () => ({
      executionProvider: 'CPU',
      device: `the endpoint ${host}`,
      queuedTexts,
      tokensPerSecond: throughput.tokensPerSecond(),
      fallbackReason: problem,
    }),
    async stop() {
      stopping.abort(new UnavailableError('The embedding model is stopping'));
    },
  };
}
