import { randomUUID } from 'node:crypto';
import { UnauthenticatedError, isId } from '@conhub/subgraph-kit';
import { type CryptoKey, type JWTVerifyGetKey, SignJWT, errors, importJWK, jwtVerify } from 'jose';
import { accessTokenMs } from './lifetimes.ts';
import type { SigningKey } from './signing-key.ts';

/** What an access token says. The session's row has the last word. */
export interface AccessClaims {
  readonly userId: string;
  readonly sessionId: string;
  readonly expiresAt: Date;
}

export interface AccessTokens {
  sign(userId: string, sessionId: string): Promise<{ readonly token: string; readonly expiresAt: Date }>;
  /** @throws UnauthenticatedError for everything that this deployment did not sign, or whose time is over. */
  verify(token: string): Promise<AccessClaims>;
  /** RFC 7517. */
  jwks(): { readonly keys: readonly object[] };
}

const skewSeconds = 60;

/** RFC 9068 access tokens under EdDSA. A key is found by its `kid` among our own and nowhere else: no header makes this program fetch anything. */
export async function createAccessTokens(keys: readonly SigningKey[], issuer: string, now: () => Date): Promise<AccessTokens> {
  const [first] = keys;
  if (first === undefined) throw new Error('There is no signing key');
  const imported = new Map<string, CryptoKey>();
  for (const { kid, privateKey } of keys) {
    const { d: _d, ...publicKey } = privateKey;
    imported.set(kid, (await importJWK(publicKey, 'EdDSA')) as CryptoKey);
  }
  const signer = await importJWK(first.privateKey, 'EdDSA');
  const find: JWTVerifyGetKey = ({ kid }) => {
    const key = kid === undefined ? undefined : imported.get(kid);
    if (key === undefined) throw new errors.JWKSNoMatchingKey();
    return key;
  };

  return {
    async sign(userId, sessionId) {
      const seconds = Math.floor(now().getTime() / 1_000);
      const exp = seconds + accessTokenMs / 1_000;
      const token = await new SignJWT({ client_id: 'conhub', sid: sessionId })
        .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: first.kid })
        .setIssuer(issuer)
        .setAudience(issuer)
        .setSubject(userId)
        .setJti(randomUUID())
        .setIssuedAt(seconds)
        .setExpirationTime(exp)
        .sign(signer);
      return { token, expiresAt: new Date(exp * 1_000) };
    },

    async verify(token) {
      try {
        const { payload } = await jwtVerify(token, find, {
          algorithms: ['EdDSA'],
          typ: 'at+jwt',
          issuer,
          audience: issuer,
          clockTolerance: skewSeconds,
          currentDate: now(),
          requiredClaims: ['exp', 'iat', 'sub', 'jti', 'sid'],
        });
        const { sub = '', exp = 0, sid } = payload;
        if (typeof sid !== 'string' || !isId('ses', sid) || !isId('usr', sub)) throw new errors.JWTInvalid();
        return { userId: sub, sessionId: sid, expiresAt: new Date((exp + skewSeconds) * 1_000) };
      } catch {
        throw new UnauthenticatedError('The access token is not valid or has ended: refresh the session or sign in again');
      }
    },

    jwks: () => ({
      keys: keys.map(({ kid, privateKey: { kty, crv, x } }) => ({ kty, crv, x, kid, use: 'sig', alg: 'EdDSA' })),
    }),
  };
}
