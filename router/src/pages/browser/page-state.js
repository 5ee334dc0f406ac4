/** What the page shows, decided from what is known. Pure: no browser in it. */

/**
 * The one-time token in the address: it stands in the fragment, which browsers send to nobody.
 * @param {string} hash `location.hash`
 * @returns {{ kind: 'setup' | 'link' | 'invitation', token: string } | { kind: 'register' } | null}
 */
export function readFragment(hash) {
  if (hash === '#register') return { kind: 'register' };
  const found = /^#(setup|link|invitation)=([\w.~%-]{1,512})$/.exec(hash);
  if (found === null) return null;
  try {
    return { kind: /** @type {'setup'} */ (found[1]), token: decodeURIComponent(/** @type {string} */ (found[2])) };
  } catch {
    return null;
  }
}

/**
 * @param {ReturnType<typeof readFragment>} fragment
 * @param {{ needsSetup: boolean, isRegistrationOpen: boolean } | null} options
 * @param {{ organization: object | null } | null} viewer
 * @returns {'setup' | 'link' | 'accept' | 'invited' | 'register' | 'sign-in' | 'no-organization' | 'signed-in'}
 */
export function pageState(fragment, options, viewer) {
  if (options?.needsSetup) return 'setup';
  if (fragment?.kind === 'link') return 'link';
  if (fragment?.kind === 'invitation') return viewer === null ? 'invited' : 'accept';
  if (viewer === null) return fragment?.kind === 'register' && options?.isRegistrationOpen ? 'register' : 'sign-in';
  return viewer.organization === null ? 'no-organization' : 'signed-in';
}

/**
 * What went wrong, as a sentence and as faults of single fields.
 * @param {{ errors?: readonly { message: string, extensions?: { code?: string, fields?: readonly { path: readonly (string | number)[], message: string }[] } }[] }} result
 * @returns {{ sentence: string, code: string, fields: Record<string, string> } | null}
 */
export function failureOf(result) {
  const error = result.errors?.[0];
  if (error === undefined) return null;
  /** @type {Record<string, string>} */
  const fields = {};
  for (const fault of error.extensions?.fields ?? []) fields[String(fault.path.at(-1))] = fault.message;
  return { sentence: asSentence(error.message), code: error.extensions?.code ?? '', fields };
}

/** @param {string} text */
export const asSentence = (text) => (text === '' || /[.!?…]$/.test(text) ? text : `${text}.`);
