import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** What a link allows, to whom and until when. Who holds it is not asked for more, so it lives for minutes only. */
export interface LinkClaims {
  readonly purpose: 'download' | 'upload';
  /** The id of what it leads to. */
  readonly id: string;
  readonly organizationId: string;
  /** For whom it was made: what they may see is asked again whenever it is used. */
  readonly userId: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

/** Links of the form `claims.signature`, both base64url; the signature is HMAC-SHA256 (RFC 2104) over the claims as they are written. */
export interface LinkSigner {
  sign(claims: LinkClaims): string;
  /** Null for what is not signed by us, or for another purpose. It may be over. */
  read(token: string, purpose: LinkClaims['purpose']): LinkClaims | null;
  /** As `read`, and null for what is over. */
  verify(token: string, purpose: LinkClaims['purpose'], now: Date): LinkClaims | null;
}

const tokenMax = 1_000;

/** @param secrets the first one signs, all verify; without one a secret of this process, and links end with it */
export function createLinkSigner(secrets: readonly string[]): LinkSigner {
  // A key of its own, so that what is signed here can never be taken for anything else that those secrets sign.
  const keys = (secrets.length === 0 ? [randomBytes(32)] : secrets).map((secret) =>
    createHmac('sha256', secret).update('conhub.files.link.1').digest(),
  );
  const signatureOf = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
  function read(token: string, purpose: LinkClaims['purpose']): LinkClaims | null {
    const match = token.length > tokenMax ? null : /^([\w-]+)\.([\w-]{43})$/.exec(token);
    if (match === null) return null;
    const [, text = '', signature = ''] = match;
    const given = Buffer.from(signature, 'base64url');
    // One spelling only: the last letter of base64 has bits that say nothing.
    if (given.toString('base64url') !== signature || !keys.some((key) => timingSafeEqual(signatureOf(key, text), given))) return null;
    // It is ours, so it has the form that `sign` gave it.
    const [kind, id, organizationId, userId, expiresAt] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as [
      LinkClaims['purpose'],
      string,
      string,
      string,
      number,
    ];
    return kind === purpose ? { purpose, id, organizationId, userId, expiresAt } : null;
  }
  return {
    read,
    sign({ purpose, id, organizationId, userId, expiresAt }) {
      const text = Buffer.from(JSON.stringify([purpose, id, organizationId, userId, expiresAt])).toString('base64url');
      return `${text}.${signatureOf(keys[0] as Buffer, text).toString('base64url')}`;
    },
    verify(token, purpose, now) {
      const claims = read(token, purpose);
      return claims !== null && now.getTime() < claims.expiresAt ? claims : null;
    },
  };
}
