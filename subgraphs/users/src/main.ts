import { type Engines, type FactSubgraph, openSubgraphDatabase } from '@conhub/events';
import type { SubgraphRoute, Viewer } from '@conhub/subgraph-kit';
import { buildSubgraph } from '@conhub/subgraph-kit/graphql';
import type { Identify } from '@conhub/subgraph-kit/internal';
import { createContext } from './context.ts';
import { type UsersEnv, usersEnv } from './env.ts';
import { definitions } from './events.ts';
import { resolvers } from './graphql/resolvers.ts';
import { createIdentifier } from './identify/identify.ts';
import { createRefreshViewer } from './identify/refresh-viewer.ts';
import { type WatchIdentity, createWatchIdentity } from './identify/watch-identity.ts';
import { createLocalLimiter } from './limiting/limiter.ts';
import { definition } from './mikro-orm.config.ts';
import { type Operator, createOperator } from './operator/operator.ts';
import { type OperatorRoute, createOperatorRoute } from './operator/operator-route.ts';
import { operatorRoutes } from './operator/routes.ts';
import { createSetupToken } from './organizations/setup-token.ts';
import { createPasswordHasher } from './passwords/password-hasher.ts';
import type { Services } from './services.ts';
import { createAccessTokens } from './sessions/access-token.ts';
import { purge } from './sessions/purge.ts';

export interface UsersSubgraph extends FactSubgraph {
  readonly identify: Identify;
  readonly watchIdentity: WatchIdentity;
  /** The viewer as they are now; throws UNAUTHENTICATED when session, membership or key ended. */
  readonly refreshViewer: (viewer: Viewer) => Promise<Viewer>;
  /** The public halves of the signing keys (RFC 7517), for `/.well-known/jwks.json`. */
  jwks(): object;
  /** The one-time set-up token of this start; null once there is an owner. */
  setupToken(): Promise<string | null>;
  readonly operator: Operator;
  /** For what else the operator of this machine may ask, behind the same door. */
  readonly operatorRoute: OperatorRoute;
  readonly routes: readonly SubgraphRoute[];
}

const purgeEveryMs = 60 * 60_000;

export async function createUsers(input: UsersEnv, engines: Engines): Promise<UsersSubgraph> {
  const env = usersEnv.parse(input);
  const { log, broadcast, limits } = engines;
  const { database, reader } = await openSubgraphDatabase({ ...definition, connection: engines.connection });
  const services: Services = {
    database,
    passwords: createPasswordHasher(env.now),
    accessTokens: await createAccessTokens(env.signingKeys, env.publicUrl, env.now),
    limiter: createLocalLimiter(env.now),
    setup: createSetupToken(database),
    mail: env.mail,
    publicUrl: env.publicUrl,
    registration: env.registration,
    now: env.now,
    broadcast,
    limits,
    log,
  };
  const identifier = createIdentifier(services);
  const refreshViewer = createRefreshViewer(services);
  const operator = createOperator(services);
  const operatorRoute = createOperatorRoute(log, env.operatorToken);
  let purging: NodeJS.Timeout | null = null;
  let stopping: Promise<void> | null = null;

  let tidying: Promise<void> = Promise.resolve();
  const tidy = (): void => {
    tidying = purge(services).catch((error: unknown) => log.warn({ err: error }, 'Old sessions could not be deleted and are tried again'));
  };

  return {
    name: 'users',
    schema: buildSubgraph({ schemaFile: new URL('../schema.graphql', import.meta.url), resolvers }),
    createContext: (request) => createContext(services, request),
    definitions,
    reader,
    identify: identifier.identify,
    watchIdentity: createWatchIdentity(services),
    refreshViewer,
    jwks: () => services.accessTokens.jwks(),
    setupToken: () => services.setup.read(),
    operator,
    operatorRoute,
    routes: operatorRoutes(services, operator, operatorRoute),
    async start() {
      purging ??= setInterval(tidy, purgeEveryMs).unref();
      tidy();
    },
    stop() {
      stopping ??= (async () => {
        if (purging !== null) clearInterval(purging);
        refreshViewer.stop();
        await tidying;
        await identifier.stop();
        await database.close();
      })();
      return stopping;
    },
    async check() {
      try {
        await database.system().execute('select 1');
        return null;
      } catch {
        return 'The database does not answer';
      }
    },
  };
}
