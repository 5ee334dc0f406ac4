import { z } from 'zod';

/** Handed over by the composition root, which alone reads the process's environment. */
export const envSchema = z.object({
  /** CONHUB_FOLDER_ROOTS: the folders under which folder sources may lie. */
  folderRoots: z.union([z.array(z.string()), z.literal('unset')]).default('unset'),
  /** The root where CONHUB_FOLDER_ROOTS is unset: standalone, the home directory of who started it. Null: none. */
  homeFolder: z.string().nullable().default(null),
  /** Never read, wherever they lie: ConHub's own data folder. */
  ownFolders: z.array(z.string()).default([]),
  /** Where people reach this ConHub: links to documents begin with it. */
  publicUrl: z.url().default('http://127.0.0.1:4000/'),
  /** Sign links to documents: the first one signs, all verify. Without one links end with the process. */
  linkSecrets: z.array(z.string().min(32)).default([]),
  /** No other process works on this database: runs that a dead process left are taken over at once. */
  isOnlyProcess: z.boolean().default(true),
  runsAtOnceMax: z.int().min(1).default(2),
  fetchesAtOnceMax: z.int().min(1).default(4),
  /** A run gives way to others that wait after this long. */
  sliceMs: z.int().min(1).default(15_000),
  progressIntervalMs: z.int().min(1).default(250),
  /** How long after a hint a watched source is read, so that a burst of changes is one run. */
  watchDelayMs: z.int().min(0).default(250),
});

export type Env = z.infer<typeof envSchema>;
export type EnvInput = z.input<typeof envSchema>;
