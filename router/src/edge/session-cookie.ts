/** `__Host-` binds the cookie to this host and to https; on plain loopback http there is no such prefix. */
const cookieName = (isSecure: boolean): string => (isSecure ? '__Host-conhub_session' : 'conhub_session');

const value = /^[\w.~+/=-]{1,512}$/;

export function readSessionCookie(header: string | undefined, isSecure: boolean): string | null {
  if (header === undefined) return null;
  const name = cookieName(isSecure);
  for (const pair of header.split(';')) {
    const equals = pair.indexOf('=');
    if (equals < 0 || pair.slice(0, equals).trim() !== name) continue;
    const found = pair.slice(equals + 1).trim();
    return value.test(found) ? found : null;
  }
  return null;
}

/** The `Set-Cookie` header. `secret: null` removes the cookie; without `expiresAt` it ends with the browser. */
export function writeSessionCookie(secret: string | null, expiresAt: Date | null, isSecure: boolean): string {
  if (secret !== null && !value.test(secret)) throw new Error('A session secret holds characters that a cookie cannot carry');
  const expires = secret === null ? new Date(0) : expiresAt;
  return [
    `${cookieName(isSecure)}=${secret ?? ''}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Strict',
    ...(isSecure ? ['Secure'] : []),
    ...(expires === null ? [] : [`Expires=${expires.toUTCString()}`]),
  ].join('; ');
}
