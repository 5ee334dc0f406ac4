import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type SigningKey, signingKey } from '@conhub/users';
import { z } from 'zod';
import { StartFault } from '../fault.ts';
import { writeSecret } from './data-folder.ts';

const key = z.object({ id: z.string(), secret: z.string(), createdAt: z.string() });

const schema = z.object({
  /** Signs viewers between processes (HMAC-SHA256). The first one signs, all verify. */
  internalKeys: z.array(key).min(1),
  /** Wraps the data keys of stored credentials. The first one wraps, all unwrap. */
  masterKeys: z.array(key).min(1),
  /** Sign access tokens (Ed25519). The first one signs, all are in the JWKS. */
  signingKeys: z.array(signingKey).min(1),
});

export type Secrets = z.infer<typeof schema>;

/**
 * The hub's own secrets, made at the first start, mode 0600. A key beside the data protects copies of single parts (a backup of the
 * database), not the disk it lies on.
 */
export function openSecrets(folder: string, generateSigningKey: () => SigningKey): Secrets {
  const file = join(folder, 'secrets.json');
  if (!existsSync(file)) {
    // They are made before the database: one without them has lost them, and new ones would quietly take their place.
    if (existsSync(join(folder, 'postgres', 'PG_VERSION'))) {
      throw new StartFault(
        'DATA_DIR_DAMAGED',
        `${file} is missing. Restore it from a backup: without it sessions end and stored credentials cannot be read.`,
      );
    }
    const newKey = (): z.infer<typeof key> => ({
      id: randomBytes(4).toString('hex'),
      secret: randomBytes(32).toString('base64'),
      createdAt: new Date().toISOString(),
    });
    const secrets: Secrets = { internalKeys: [newKey()], masterKeys: [newKey()], signingKeys: [generateSigningKey()] };
    writeSecret(file, `${JSON.stringify(secrets, null, 2)}\n`);
    return secrets;
  }
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    content = null;
  }
  const parsed = schema.safeParse(content);
  if (!parsed.success) {
    throw new StartFault(
      'DATA_DIR_DAMAGED',
      `${file} is damaged. Restore it from a backup: without it sessions end and stored credentials cannot be read.`,
    );
  }
  return parsed.data;
}
