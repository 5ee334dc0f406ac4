import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface StoredSession {
  readonly refreshToken: string;
  readonly accessToken: string;
  /** RFC 3339 */
  readonly accessTokenExpiresAt: string;
}

export type OperatorTokens = Pick<StoredSession, 'accessToken' | 'accessTokenExpiresAt'>;

export const operatorPrefix = 'operator ';

/** Sessions by the hub's address, in a file of mode 0600. */
export function createSessionStore(folder: string) {
  const file = join(folder, 'sessions.json');
  const read = (): Record<string, StoredSession> => {
    if (!existsSync(file)) return {};
    try {
      return JSON.parse(readFileSync(file, 'utf8')) as Record<string, StoredSession>;
    } catch {
      return {};
    }
  };
  const write = (sessions: Record<string, StoredSession>): void => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const partial = `${file}.${process.pid}.partial`;
    writeFileSync(partial, `${JSON.stringify(sessions, null, 2)}\n`, { mode: 0o600 });
    chmodSync(partial, 0o600);
    renameSync(partial, file);
  };
  return {
    get: (url: URL): StoredSession | null => read()[url.origin] ?? null,
    put: (url: URL, session: StoredSession): void => write({ ...read(), [url.origin]: session }),
    /** Of the operator: no refresh token, and good for one start of the hub only. */
    getOperator: (key: string): OperatorTokens | null => (read()[key] as OperatorTokens | undefined) ?? null,
    putOperator(key: string, tokens: OperatorTokens): void {
      // Those of earlier starts are of no use to anybody.
      const others = Object.entries(read()).filter(([name]) => !name.startsWith(operatorPrefix));
      write({ ...Object.fromEntries(others), [key]: tokens as StoredSession });
    },
    remove(url: URL): void {
      const { [url.origin]: _removed, ...rest } = read();
      write(rest);
    },
  };
}

export type SessionStore = ReturnType<typeof createSessionStore>;
