import type { Database } from '@conhub/subgraph-kit/database';
import { isSameSecret, newSecret } from '../sessions/secret.ts';
import { Installation } from './installation.entity.ts';

export interface SetupToken {
  /** Whether there is no owner yet. */
  isNeeded(): Promise<boolean>;
  /** The one-time token of this start, null once there is an owner. */
  read(): Promise<string | null>;
  isRight(token: string): boolean;
}

/** The set-up token lives in memory: each start that finds no owner has another, and nothing on disk can be redeemed. */
export function createSetupToken(database: Pick<Database, 'system'>): SetupToken {
  const token = newSecret();
  let isSetUp = false;
  const isNeeded = async (): Promise<boolean> => {
    isSetUp ||= (await database.system().count(Installation)) > 0;
    return !isSetUp;
  };
  return { isNeeded, read: async () => ((await isNeeded()) ? token : null), isRight: (candidate) => isSameSecret(candidate, token) };
}
