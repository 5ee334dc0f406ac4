import { createHash, generateKeyPairSync } from 'node:crypto';
import { z } from 'zod';

/** An Ed25519 key as `secrets.json` keeps it. The first of the list signs; the others still verify. */
export const signingKey = z.object({
  /** RFC 7638 thumbprint. */
  kid: z.string().min(1).max(128),
  /** RFC 8037. */
  privateKey: z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), d: z.string() }),
  /** RFC 3339. */
  createdAt: z.string(),
});

export type SigningKey = z.infer<typeof signingKey>;

export function generateSigningKey(now = new Date()): SigningKey {
  const { x = '', d = '' } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  const kid = createHash('sha256')
    .update(JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x }))
    .digest('base64url');
  return { kid, privateKey: { kty: 'OKP', crv: 'Ed25519', x, d }, createdAt: now.toISOString() };
}
