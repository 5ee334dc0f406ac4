import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** OWASP's first choice: 46 MiB, one pass, one lane. About 100 ms of one core. */
const cost = { memory: 47_104, passes: 1, parallelism: 1 } as const;
const saltBytes = 16;
const tagBytes = 32;

const derive = promisify((parameters: Argon2Parameters, done: (error: Error | null, tag: Buffer) => void) =>
  argon2('argon2id', parameters, done),
);
const unpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

/** RFC 9106 Argon2id, in PHC's string format. The password's UTF-8 bytes as received: never cut, trimmed or normalised. */
export async function hashArgon2id(password: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  const tag = await derive({ message: Buffer.from(password), nonce: salt, tagLength: tagBytes, ...cost });
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${unpadded(salt)}$${unpadded(tag)}`;
}

const format = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d)\$([A-Za-z0-9+/]{22,86})\$([A-Za-z0-9+/]{43,86})$/;

/** Compares in constant time, with the cost that the hash was made with. */
export async function verifyArgon2id(hash: string, password: string): Promise<boolean> {
  const [, memory, passes, parallelism, salt, tag] = format.exec(hash) ?? [];
  if (salt === undefined || tag === undefined) throw new Error('A stored password hash is not in the format this program writes');
  const expected = Buffer.from(tag, 'base64');
  const actual = await derive({
    message: Buffer.from(password),
    nonce: Buffer.from(salt, 'base64'),
    tagLength: expected.length,
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
  });
  return timingSafeEqual(actual, expected);
}
