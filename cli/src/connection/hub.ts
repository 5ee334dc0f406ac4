import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CliEnv } from '../env.ts';
import { CliFailure, usage } from '../failure.ts';
import { RefreshSessionDocument } from '../generated/operations.generated.ts';
import { type Client, type GraphQLFault, createClient } from './client.ts';
import { type OperatorTokens as Tokens, type SessionStore, createSessionStore, operatorPrefix } from './stored-session.ts';

export interface HubOptions {
  readonly url?: string;
  readonly data?: string;
  readonly as?: string;
  readonly organization?: string;
}

/** A running ConHub, and how this person speaks to it. */
export interface Hub {
  readonly client: Client;
  readonly anonymous: Client;
  readonly sessions: SessionStore;
  /** Of the data folder on this machine, if it can be read: its reader is the hub's operator. */
  readonly operatorToken: string | null;
}

/**
 * Finds the hub by `--url` or `CONHUB_URL`, else by the data folder. Signs in with an API key, else with the session that `sign-in`
 * kept, else through the data folder, as its operator.
 */
export function findHub(options: HubOptions, env: CliEnv, onFault: (fault: GraphQLFault) => void): Hub {
  const folder = options.data ?? env.dataFolder;
  const run = readRun(folder);
  const given = options.url ?? env.url;
  if (given !== null && given !== undefined && !URL.canParse(given)) throw usage(`${given} is not a URL`);
  const address = given ?? run?.url;
  if (address === undefined || address === null) {
    throw new CliFailure(
      4,
      'NOT_REACHABLE',
      `No ConHub runs on ${folder}. Start it with: npx pnpm@12 start   (or name another with --url or --data)`,
    );
  }
  const url = new URL(address);
  // A token of this machine's hub is for this machine's hub.
  const operatorToken = run !== null && new URL(run.url).origin === url.origin ? run.operatorToken : null;
  const organization = options.organization ?? env.organization;
  const anonymous = createClient({ url, token: async () => null, organization: null, onFault });
  const sessions = createSessionStore(env.configFolder);
  const token = tokenSource({ url, anonymous, sessions, operatorToken, apiKey: env.apiKey, as: options.as ?? null });
  return { client: createClient({ url, token, organization, onFault }), anonymous, sessions, operatorToken };
}

interface TokenSourceOptions {
  readonly url: URL;
  readonly anonymous: Client;
  readonly sessions: SessionStore;
  readonly operatorToken: string | null;
  readonly apiKey: string | null;
  readonly as: string | null;
}

function tokenSource({ url, anonymous, sessions, operatorToken, apiKey, as }: TokenSourceOptions): () => Promise<string | null> {
  if (apiKey !== null && as === null) return async () => apiKey;
  return async () => {
    const stored = as === null ? sessions.get(url) : null;
    if (stored !== null) {
      if (isFresh(stored)) return stored.accessToken;
      const { refreshSession } = await anonymous.execute(RefreshSessionDocument, { input: { refreshToken: stored.refreshToken } });
      if (refreshSession?.__typename === 'SignInPayload') {
        sessions.put(url, { ...stored, ...pick(refreshSession), refreshToken: refreshSession.refreshToken ?? stored.refreshToken });
        return refreshSession.accessToken;
      }
      sessions.remove(url);
    }
    if (operatorToken === null) {
      throw new CliFailure(3, 'UNAUTHENTICATED', `Not signed in at ${url.origin}. Sign in with: conhub sign-in --url ${url.origin}`);
    }
    // The operator's token is new at each start of the hub: a session of an earlier start is not found under it.
    const key = `${operatorPrefix}${createHash('sha256').update(operatorToken).digest('hex').slice(0, 32)} ${as ?? ''}`;
    const kept = sessions.getOperator(key);
    if (kept !== null && isFresh(kept)) return kept.accessToken;
    const opened = pick(await anonymous.post<Tokens>('/operator/session', { token: operatorToken, ...(as === null ? {} : { email: as }) }));
    try {
      sessions.putOperator(key, opened);
    } catch {
      // No folder to keep it in: the next command opens another.
    }
    return opened.accessToken;
  };
}

const pick = ({ accessToken, accessTokenExpiresAt }: Tokens): Tokens => ({ accessToken, accessTokenExpiresAt });

/** With a minute to spare. */
const isFresh = ({ accessTokenExpiresAt }: Tokens): boolean => new Date(accessTokenExpiresAt).getTime() > Date.now() + 60_000;

function readRun(folder: string): { url: string; operatorToken: string | null } | null {
  try {
    const { url } = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')) as { url: string };
    let operatorToken: string | null = null;
    try {
      operatorToken = readFileSync(join(folder, 'operator.token'), 'utf8').trim();
    } catch {
      // Readable by the hub's own user only: then one signs in as anybody else.
    }
    return { url, operatorToken };
  } catch {
    return null;
  }
}
