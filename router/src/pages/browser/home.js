import { bindForm, fromTemplate, showWhen } from './forms.js';
import { ask, attempt, Failed, organization, post } from './graph.js';
import * as operations from './operations.js';
import { failureOf, pageState, readFragment } from './page-state.js';

const main = /** @type {HTMLElement} */ (document.getElementById('main'));
const session = /** @type {HTMLElement} */ (document.getElementById('session'));

/** A redeemed token leaves the address bar and the history. */
const clearFragment = () => history.replaceState(null, '', '/');

/** @param {DocumentFragment} content */
function show(content) {
  main.replaceChildren(content);
  /** @type {HTMLElement | null} */ (main.querySelector('input:not([readonly])'))?.focus();
}

/**
 * @param {ParentNode} place
 * @param {string} text
 */
function note(place, text) {
  const element = /** @type {HTMLElement} */ (place.querySelector('.note'));
  element.textContent = text;
  element.hidden = false;
}

/**
 * @param {ParentNode} place
 * @param {string} what `data-do` of the button
 * @param {() => void | Promise<void>} act
 */
const onClick = (place, what, act) => place.querySelector(`[data-do="${what}"]`)?.addEventListener('click', () => void act());

/**
 * @param {string} title
 * @param {string} sentence
 */
function showMessage(title, sentence) {
  const place = fromTemplate('message');
  /** @type {HTMLElement} */ (place.querySelector('h1')).textContent = title;
  note(place, sentence);
  onClick(place, 'again', start);
  show(place);
  /** @type {HTMLElement | null} */ (main.querySelector('button'))?.focus();
}

async function signOut() {
  try {
    await ask(operations.signOut);
  } catch {
    // Signed out already: the page that follows shows it.
  }
  organization.set(null);
  await start();
}

/** @param {{ email: string, password: string }} values */
const signInWith = ({ email, password }) => attempt(operations.signIn, { email, password, useCookie: true });

/** @param {string | null} token */
function showSetup(token) {
  const place = fromTemplate('setup');
  showWhen(place, 'no-token', token === null);
  bindForm(place, async ({ setupToken = token ?? '', displayName, email, password, organizationName }) => {
    const { accessToken } = await attempt(operations.completeSetup, { setupToken, displayName, email, password, organizationName });
    clearFragment();
    // Set-up answered a session of its own, which this page has no use for: the cookie's is the one that stays.
    await ask(operations.signOut, {}, { authorization: `Bearer ${accessToken}` }).catch(() => undefined);
    await signInWith({ email: email ?? '', password: password ?? '' });
    await start();
  });
  show(place);
}

/**
 * @param {boolean} isOpen
 * @param {string} [text]
 */
function showSignIn(isOpen, text) {
  const place = fromTemplate('sign-in');
  showWhen(place, 'open', isOpen);
  if (text !== undefined) note(place, text);
  bindForm(place, async (values) => {
    await signInWith(/** @type {any} */ (values));
    await start();
  });
  show(place);
}

/** @param {{ token: string, organizationName: string, email: string } | null} invited */
function showRegister(invited) {
  const place = fromTemplate('register');
  if (invited !== null) {
    note(place, `You are invited to ${invited.organizationName}. An account for ${invited.email} makes you a member.`);
    const email = /** @type {HTMLInputElement} */ (place.querySelector('[name=email]'));
    email.value = invited.email;
    email.readOnly = true;
  }
  bindForm(place, async ({ displayName, email = '', password = '' }) => {
    await attempt(operations.register, { displayName, email, password, ...(invited === null ? {} : { invitationToken: invited.token }) });
    clearFragment();
    await signInWith({ email, password });
    await start();
  });
  onClick(place, 'sign-in', () => {
    if (invited === null) clearFragment();
    showSignIn(false, invited === null ? undefined : `Sign in, and you can accept the invitation to ${invited.organizationName}.`);
  });
  show(place);
}

/** @param {string} token */
async function previewOf(token) {
  const { invitation } = await ask(operations.invitation, { token });
  if (invitation !== null) return { token, organizationName: invitation.organizationName, email: invitation.email };
  clearFragment();
  showMessage('This invitation is not valid', 'It was used, withdrawn, or has run out. Ask whoever invited you for a new one.');
  return null;
}

/**
 * @param {string} token
 * @param {{ user: { displayName: string } | null }} viewer
 */
async function showAccept(token, viewer) {
  const preview = await previewOf(token);
  if (preview === null) return;
  const place = fromTemplate('accept');
  note(place, `${preview.organizationName} invites you${viewer.user === null ? '' : `, ${viewer.user.displayName}`}.`);
  bindForm(place, async () => {
    const { membership } = await attempt(operations.acceptInvitation, { token });
    organization.set(membership.organization.id);
    clearFragment();
    await start();
  });
  onClick(place, 'sign-out', signOut);
  show(place);
  /** @type {HTMLElement | null} */ (main.querySelector('button'))?.focus();
}

/** @param {string} token */
async function redeemLink(token) {
  const response = await post('/session/link', { token });
  clearFragment();
  if (response.ok) {
    await start();
    return;
  }
  const failure = failureOf(await response.json().catch(() => ({})));
  showMessage(
    'This sign-in link does not work',
    failure?.sentence ?? 'It was used already or has run out. Make a new one with: conhub sign-in --browser',
  );
}

function showNoOrganization() {
  const place = fromTemplate('no-organization');
  bindForm(place, async ({ name }) => {
    const { createOrganization } = await ask(operations.createOrganization, { input: { name } });
    organization.set(createOrganization?.organization?.id ?? null);
    await start();
  });
  show(place);
}

/** @param {{ user: { displayName: string } | null, organization: { id: string, name: string } | null, memberships: { nodes: { organization: { id: string, name: string } }[] } | null }} viewer */
function showWho(viewer) {
  const place = fromTemplate('who');
  const organizations = (viewer.memberships?.nodes ?? []).map((membership) => membership.organization);
  showWhen(place, 'several', organizations.length > 1);
  showWhen(place, 'one', organizations.length <= 1);
  const select = /** @type {HTMLSelectElement | null} */ (place.querySelector('select'));
  select?.append(...organizations.map(({ id, name }) => new Option(name, id, false, id === viewer.organization?.id)));
  select?.addEventListener('change', () => {
    organization.set(select.value);
    void start();
  });
  const single = place.querySelector('.organization');
  if (single !== null) single.textContent = viewer.organization?.name ?? '';
  /** @type {HTMLElement} */ (place.querySelector('.person')).textContent = viewer.user?.displayName ?? '';
  onClick(place, 'sign-out', signOut);
  session.replaceChildren(place);
}

/** Asks how things stand and shows the page for it. */
async function start() {
  try {
    const { signInOptions, viewer } = await ask(operations.session);
    const fragment = readFragment(location.hash);
    const token = fragment !== null && 'token' in fragment ? fragment.token : '';
    const state = pageState(fragment, signInOptions, viewer);
    document.body.classList.toggle('has-explorer', state === 'signed-in');
    if (viewer === null) session.replaceChildren();
    else showWho(viewer);
    if (state === 'setup') showSetup(fragment?.kind === 'setup' ? token : null);
    else if (state === 'link') await redeemLink(token);
    else if (state === 'accept') await showAccept(token, viewer);
    else if (state === 'invited') {
      const preview = await previewOf(token);
      if (preview !== null) showRegister(preview);
    } else if (state === 'register') showRegister(null);
    else if (state === 'sign-in')
      showSignIn(signInOptions?.isRegistrationOpen === true, fragment?.kind === 'setup' ? 'ConHub is set up already.' : undefined);
    else if (state === 'no-organization') showNoOrganization();
    else {
      if (fragment !== null) clearFragment();
      show(fromTemplate('signed-in'));
    }
  } catch (error) {
    showMessage('That did not work', error instanceof Failed ? error.message : 'Something went wrong in this page.');
  }
}

addEventListener('hashchange', () => void start());
void start();
