import { isIP } from 'node:net';
import { isAbsolute, resolve } from 'node:path';
import { defaultDataFolder } from '@conhub/cli';
import { embeddingSettings, refineEndpoint } from '@conhub/embedding';
import { z } from 'zod';
import { StartFault } from './fault.ts';

const later =
  'belongs to running ConHub as services, which this version cannot do yet: unset it, and ConHub runs on its own PostgreSQL and index';

/** Read, so that they can be refused with a sentence instead of being ignored. */
const notYet = ['DATABASE_URL', 'REDIS_URL', 'QDRANT_URL', 'BLOB_STORE_URL', 'SMTP_URL', 'STRIPE_SECRET_KEY'] as const;

/** The terminal client's: whoever uses both has them set when they start the hub. */
const ofTheClient = ['CONHUB_URL', 'CONHUB_API_KEY', 'CONHUB_ORGANIZATION'] as const;

const list = z.string().transform((value) =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);

/** Digits: JavaScript takes blanks for 0, and 0x10 and 1e3 for numbers. */
const whole = z
  .string()
  .trim()
  .regex(/^-?\d+$/, 'is a whole number')
  .transform(Number);

const limit = z.union([z.literal('unlimited').transform(() => null), whole.pipe(z.number().int().min(0))]);

/** ConHub answers at the root of its address only, and what makes links of it takes the origin. */
const isOrigin = (value: string): boolean => {
  const url = URL.parse(value);
  return url !== null && url.href === `${url.origin}/`;
};

const isAddressOrRange = (entry: string): boolean => {
  const [address = '', bits, ...rest] = entry.split('/');
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return rest.length === 0 && (bits === undefined ? most > 0 : /^\d{1,3}$/.test(bits) && Number(bits) <= most);
};

const schema = z.object({
  CONHUB_DATA_DIR: z.string().min(1).optional(),
  CONHUB_PORT: whole.pipe(z.number().int().min(0).max(65_535)).default(4_000),
  CONHUB_HOST: z.string().min(1).default('127.0.0.1'),
  CONHUB_PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'is an absolute http or https URL' })
    .refine(isOrigin, 'is an address alone, like https://hub.example.org: ConHub answers at its root')
    .transform((value) => new URL(value))
    .optional(),
  CONHUB_ALLOWED_ORIGINS: list
    .pipe(z.array(z.url({ protocol: /^https?$/, error: 'is a list of origins (https://…), separated by commas' })))
    .optional(),
  CONHUB_FOLDER_ROOTS: list
    .refine((roots) => roots.every((root) => isAbsolute(root)), 'is a list of absolute paths, separated by commas')
    .optional(),
  CONHUB_TRUSTED_PROXIES: list
    .refine((entries) => entries.every(isAddressOrRange), 'is a list of addresses and CIDR ranges, separated by commas')
    .default([]),
  CONHUB_REGISTRATION: z.enum(['closed', 'open'], { error: 'is closed or open' }).default('closed'),
  CONHUB_LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal'], { error: 'is one of trace, debug, info, warn, error, fatal' })
    .optional(),
  // Checked here too, though the embedding subgraph reads them: all faults are said together, and before anything is made.
  ...embeddingSettings,
  CONHUB_LIMIT_MEMBERS: limit.optional(),
  CONHUB_LIMIT_SOURCES: limit.optional(),
  CONHUB_LIMIT_DOCUMENTS: limit.optional(),
  CONHUB_LIMIT_STORAGE_BYTES: limit.optional(),
  CONHUB_LIMIT_SEARCHES: limit.optional(),
  CONHUB_LIMIT_EMBEDDED_TOKENS: limit.optional(),
  CONHUB_LIMIT_API_REQUESTS: limit.optional(),
});

export interface StandaloneEnv {
  readonly dataFolder: string;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: URL | null;
  readonly allowedOrigins: readonly string[] | null;
  /** Null: the home directory of who starts ConHub, and what is added on the command line. */
  readonly folderRoots: readonly string[] | null;
  readonly trustedProxies: readonly string[];
  readonly registration: 'closed' | 'open';
  /** Null: `warn` on a terminal, where lines of requests would come between those for the person; else `info`. */
  readonly logLevel: string | null;
  readonly limits: Readonly<Record<string, number | null>>;
  /** All of `CONHUB_*` and the machine's proxy settings, for the subgraphs' own schemas. */
  readonly source: Readonly<Record<string, string | undefined>>;
}

/** The command line wins over the environment. Of ConHub's own settings only `CONHUB_*` is read. @throws StartFault with all faults at once */
export function readEnv(
  flags: { readonly data?: string; readonly port?: string },
  environment: Readonly<Record<string, string | undefined>> = process.env,
): StandaloneEnv {
  const source: Record<string, string | undefined> = Object.fromEntries(
    Object.entries(environment).filter(([name, value]) => name.startsWith('CONHUB_') && value !== ''),
  );
  if (flags.data !== undefined) source['CONHUB_DATA_DIR'] = flags.data;
  if (flags.port !== undefined) source['CONHUB_PORT'] = flags.port;
  const named = (name: string): string =>
    name === 'CONHUB_PORT' && flags.port !== undefined
      ? '--port'
      : name === 'CONHUB_DATA_DIR' && flags.data !== undefined
        ? '--data'
        : name;
  const faults: string[] = [];
  for (const name of notYet) if (source[`CONHUB_${name}`] !== undefined) faults.push(`CONHUB_${name} ${later}`);
  const known = new Set([...Object.keys(schema.shape), ...notYet.map((name) => `CONHUB_${name}`), ...ofTheClient]);
  for (const name of Object.keys(source))
    if (!known.has(name)) faults.push(`${name} is no setting of ConHub (docs/operations.md lists them)`);
  const parsed = schema.superRefine(refineEndpoint).safeParse(source);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      faults.push(`${named(String(issue.path[0]))} ${sentence(issue)}`);
    }
  }
  if (faults.length > 0 || !parsed.success)
    throw new StartFault(
      'CONFIGURATION_INVALID',
      `The configuration is not valid:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`,
      2,
    );
  const env = parsed.data;
  return {
    dataFolder: resolve(env.CONHUB_DATA_DIR ?? defaultDataFolder(environment)),
    host: env.CONHUB_HOST,
    port: env.CONHUB_PORT,
    publicUrl: env.CONHUB_PUBLIC_URL ?? null,
    allowedOrigins: env.CONHUB_ALLOWED_ORIGINS ?? null,
    folderRoots: env.CONHUB_FOLDER_ROOTS ?? null,
    trustedProxies: env.CONHUB_TRUSTED_PROXIES,
    registration: env.CONHUB_REGISTRATION,
    logLevel: env.CONHUB_LOG_LEVEL ?? null,
    limits: Object.fromEntries(
      Object.entries(env)
        .filter(([name, value]) => name.startsWith('CONHUB_LIMIT_') && value !== undefined)
        .map(([name, value]) => [name.slice('CONHUB_LIMIT_'.length), value as number | null]),
    ),
    source: { ...proxyVariables(environment), ...source },
  };
}

/** What the machine says to all programs that reach out: here for downloads of models and for endpoints only. */
function proxyVariables(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'].flatMap((name) => [name, name.toLowerCase()]);
  return Object.fromEntries(names.flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])));
}

function sentence(issue: z.core.$ZodIssue): string {
  if (issue.code === 'too_small' && issue.origin === 'string') return 'is not empty';
  if (issue.code === 'too_small') return `is at least ${String(issue.minimum)}`;
  if (issue.code === 'too_big') return `is at most ${String(issue.maximum)}`;
  if (issue.code === 'invalid_type') return 'is a whole number';
  if (issue.code === 'invalid_union') return 'is a whole number, or unlimited';
  return issue.message;
}

/** Where sockets go: paths of unix sockets may have 107 bytes only. */
export const runtimeFolder = (environment: Readonly<Record<string, string | undefined>> = process.env): string | null =>
  environment['XDG_RUNTIME_DIR'] || null;
