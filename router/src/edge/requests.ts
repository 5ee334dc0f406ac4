import { bearerOf, callerOf, type Caller, type CallerContext } from './caller.ts';
import { answerJson, answerText, one, refuse, type Exchange } from './exchange.ts';
import { answerGraphQL } from './graphql-over-http.ts';
import { answerStream, wantsStream } from './graphql-over-sse.ts';
import type { EdgeLimits, EdgeOptions } from './options.ts';
import { corsHeaders, forgeryRefusal, preflightHeaders, type OriginCheck } from './origin.ts';
import { answerHealth, answerReady } from './probes.ts';
import { tooManyRequests } from './rate-limit.ts';
import { refusal, refusals, type Refusal } from './refusal.ts';
import { routeTable } from './route-table.ts';
import { answerPage } from '../pages/pages.ts';

export interface Requests {
  answer(exchange: Exchange, isDraining: boolean): Promise<void>;
  /** Ends every event stream without a `complete`: their clients come back. */
  endStreams(): void;
}

type Context = { readonly options: EdgeOptions; readonly limits: EdgeLimits; readonly isAllowedOrigin: OriginCheck } & CallerContext;

/** Which path answers what. */
export function createRequests(context: Context): Requests {
  const { options, limits, limiter } = context;
  const routes = routeTable(options.routes);
  const streams = new Set<Exchange>();
  let running = 0;

  const graphql = async (exchange: Exchange): Promise<void> => {
    const { incoming, response, sender } = exchange;
    if (incoming.method === 'OPTIONS') return answerText(exchange, 204, '', preflightHeaders(incoming, sender, context.isAllowedOrigin));
    for (const [name, value] of Object.entries(corsHeaders(sender, context.isAllowedOrigin))) response.setHeader(name, value);
    if (isNavigation(exchange)) return answerText(exchange, 303, '', { location: '/' });
    const forged = forgeryRefusal(incoming, sender);
    if (forged !== null) return refuse(exchange, forged);
    if (running >= limits.concurrentRequests) return refuse(exchange, refusals.overloaded());
    const caller = (): Promise<Caller | Refusal> => callerFor(context, exchange);
    const execution = { engine: options.engine, log: options.log };
    if (wantsStream(incoming.headers.accept)) {
      streams.add(exchange);
      response.once('close', () => streams.delete(exchange));
      return answerStream({ exchange, caller, execution, bodyBytes: limits.bodyBytes, options });
    }
    running += 1;
    try {
      await answerGraphQL({ exchange, caller, execution, bodyBytes: limits.bodyBytes });
    } finally {
      running -= 1;
    }
  };

  return {
    async answer(exchange, isDraining) {
      const { incoming, response, url, sender, request } = exchange;
      const method = incoming.method ?? '';
      const isReading = method === 'GET' || method === 'HEAD';
      if (url.pathname === '/graphql') return graphql(exchange);
      if (url.pathname === '/health' && isReading) return answerHealth(exchange);
      if (url.pathname === '/ready' && isReading) return answerReady({ options, isDraining }, exchange);
      if (url.pathname === '/.well-known/jwks.json' && isReading) {
        return answerJson(
          exchange,
          200,
          options.jwks(),
          { 'cache-control': 'public, max-age=300', 'access-control-allow-origin': '*' },
          'application/jwk-set+json',
        );
      }
      const route = routes.find(method, url.pathname);
      if (route === 'other-method')
        return refuse(exchange, refusal(405, 'METHOD_NOT_ALLOWED', `${url.pathname} is not asked by ${method}`));
      if (route !== null) {
        const taken = limiter.takeAddress(request.ipAddress);
        if (taken?.isAllowed === false) return refuse(exchange, tooManyRequests(taken));
        // Only our own pages and programs (which send no Origin) may change something here.
        if (method !== 'GET' && !sender.isSameOrigin)
          return refuse(exchange, refusal(403, 'ORIGIN_NOT_ALLOWED', 'Pages of another origin may not send this'));
        await route.handle(incoming, response, request);
        return;
      }
      if (isReading && (await answerPage(exchange))) return;
      refuse(exchange, refusals.notFound(url.pathname));
    },
    endStreams() {
      for (const { response } of streams) response.end();
    },
  };
}

/** A person who typed the endpoint's address into a browser wants the page. */
const isNavigation = ({ incoming, url }: Exchange): boolean =>
  incoming.method === 'GET' &&
  !url.searchParams.has('query') &&
  !url.searchParams.has('documentId') &&
  incoming.headers.accept?.includes('text/html') === true;

function callerFor(context: Context, exchange: Exchange): Promise<Caller | Refusal> {
  const { headers } = exchange.incoming;
  const bearer = bearerOf(headers.authorization);
  if (headers.authorization !== undefined && bearer === null) {
    return Promise.resolve(
      refusal(401, 'UNAUTHENTICATED', 'The Authorization header is not “Bearer …”', {
        headers: { 'www-authenticate': 'Bearer realm="conhub"' },
      }),
    );
  }
  const organization = one(headers['conhub-organization']) ?? null;
  return callerOf(context, { bearer, sessionCookie: exchange.request.sessionCookie, organization }, exchange.request);
}
