import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 bits, base64url: refresh tokens, cookies, links. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** What the database keeps of a secret. The secret has 256 bits of its own, so a plain SHA-256 is as good as a slow one. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** In constant time, whatever the two lengths. */
export const isSameSecret = (a: string, b: string): boolean =>
  timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());

const keyOf = (holder: string): Buffer => Buffer.from(hkdfSync('sha256', holder, '', 'conhub refresh token successor', 32));

/** Seals `secret` so that only who holds `holder` can read it: AES-256-GCM under a key derived from it by HKDF, which no row contains. */
export function sealFor(holder: string, secret: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyOf(holder), nonce);
  return Buffer.concat([nonce, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url');
}

export function unsealWith(holder: string, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', keyOf(holder), bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8');
}
