import { randomBytes } from 'node:crypto';
import { TooManyRequestsError } from '@conhub/subgraph-kit';
import { hashArgon2id, verifyArgon2id } from './argon2id.ts';

export interface PasswordHasher {
  /** @throws TooManyRequestsError when the queue is full. */
  hash(password: string): Promise<string>;
  /** `hash: null` (nobody has this address) takes as long as a wrong password, and is false. */
  verify(hash: string | null, password: string): Promise<boolean>;
}

/** Two at once leave the machine responsive, and 32 waiting are 1.6 s: who comes later is told to come back. */
const atOnce = 2;
const queuedMax = 32;
const millisecondsEach = 100;

export function createPasswordHasher(now: () => Date): PasswordHasher {
  let running = 0;
  const waiting: (() => void)[] = [];
  // Of a password that nobody knows.
  const nobody = hashArgon2id(randomBytes(32).toString('base64'));
  nobody.catch(() => {});

  async function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    if (running >= atOnce) {
      if (waiting.length >= queuedMax) {
        const waitMs = Math.ceil((queuedMax * millisecondsEach) / atOnce / 1_000) * 1_000;
        throw new TooManyRequestsError('Too many people sign in at this moment', new Date(now().getTime() + waitMs));
      }
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      running += 1;
    }
    try {
      return await work();
    } finally {
      // The place goes to the next in the queue, else it is free again.
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  }

  return {
    hash: (password) => inTurn(() => hashArgon2id(password)),
    verify: async (hash, password) => {
      const stored = hash ?? (await nobody);
      const isRight = await inTurn(() => verifyArgon2id(stored, password));
      return isRight && hash !== null;
    },
  };
}
