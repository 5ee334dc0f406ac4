import { homedir } from 'node:os';
import { join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

export interface CliEnv {
  readonly url: string | null;
  readonly dataFolder: string;
  readonly apiKey: string | null;
  readonly organization: string | null;
  /** Where `sign-in` keeps sessions. */
  readonly configFolder: string;
  readonly hasColour: boolean;
}

export const readCliEnv = (environment: Environment = process.env): CliEnv => ({
  url: environment['CONHUB_URL'] || null,
  dataFolder: environment['CONHUB_DATA_DIR'] || defaultDataFolder(environment),
  apiKey: environment['CONHUB_API_KEY'] || null,
  organization: environment['CONHUB_ORGANIZATION'] || null,
  configFolder: join(environment['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'conhub'),
  hasColour: environment['NO_COLOR'] === undefined || environment['NO_COLOR'] === '',
});

/** As root `nobody` must be able to reach it, who runs PostgreSQL and cannot enter /root. */
export function defaultDataFolder(environment: Environment = process.env): string {
  if (process.getuid?.() === 0) return '/var/lib/conhub';
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'conhub');
  return join(environment['XDG_DATA_HOME'] || join(homedir(), '.local', 'share'), 'conhub');
}
