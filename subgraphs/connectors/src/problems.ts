/**
 * Every `Problem.code`: the state of an account, a source, a run or a document, for as long as it is so. `docs/errors.md` lists when each
 * comes and what to do. Codes of single documents come from the connectors (`DocumentProblemCode`) and from extraction.
 */
export interface StoredProblem {
  readonly code: string;
  readonly message: string;
  /** ISO 8601; null: it waits for somebody. */
  readonly retryAt: string | null;
}

export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly action: string | null;
  readonly retryAt: Date | null;
}

/** What a person can do about it, and what is said where the thrower said nothing. */
const known: Readonly<Record<string, { readonly message: string; readonly action: string | null }>> = {
  // accounts
  OWNER_LEFT: {
    message: 'The person who connected this account has left',
    action: 'Give the account to another member (updateAccount), or disconnect it',
  },
  REAUTH_REQUIRED: { message: 'The provider no longer accepts the credentials', action: 'Connect the account again' },
  DISCONNECTED: {
    message: 'The account is disconnected; its documents were kept as they were',
    action: 'Connect it again, or remove its sources',
  },
  // sources
  DELETIONS_PENDING: {
    message: 'Many documents would be deleted at once',
    action: 'Look at them and confirm or keep them (confirmDeletions)',
  },
  ACCOUNT_PAUSED: { message: 'The account is paused', action: 'Resume the account (updateAccount)' },
  // runs
  RATE_LIMITED: { message: 'The provider asks for patience', action: null },
  UNAVAILABLE: { message: 'The provider does not answer', action: null },
  STORAGE_FULL: { message: 'Less than 512 MB of disk is free', action: 'Make room on the disk of the data folder' },
  ROOT_MISSING: { message: 'The folder is not there; nothing was removed', action: 'Connect its drive, or remove the source' },
  CONTAINER_NOT_FOUND: {
    message: 'The place is not there any more, or must not be read',
    action: 'Check it at the provider, or remove the source',
  },
  CURSOR_EXPIRED: { message: 'The provider has forgotten the place we had read to', action: 'Everything is compared again by itself' },
  CURSOR_UNTRUSTED: { message: 'The changes cannot be trusted', action: 'Everything is compared again by itself' },
  NOT_CONFIGURED: { message: 'This installation lacks a setting that the provider needs', action: 'Ask the operator of this installation' },
  LIMIT_DOCUMENTS: { message: 'The plan allows no more documents', action: 'Remove sources or documents, or raise the limit' },
  LIMIT_STORAGE_BYTES: { message: 'The plan allows no more storage', action: 'Remove sources or documents, or raise the limit' },
  INTERNAL: { message: 'Something went wrong inside ConHub', action: 'Start the sync again; if it fails again, look into the log' },
  // documents
  DOCUMENT_UNSUPPORTED: { message: 'Files of this kind are not read', action: null },
  DOCUMENT_TOO_LARGE: { message: 'It is above the size limit', action: 'Split it, or keep it out by a pattern' },
  DOCUMENT_GONE: { message: 'It was gone when it was to be read', action: null },
  DOCUMENT_UNREADABLE: { message: 'It may not be read', action: 'Let the account under which ConHub runs read it, then retry' },
  DOCUMENT_CHANGING: { message: 'It changed while it was read', action: null },
  DOCUMENT_NOT_A_FILE: { message: 'It is not a regular file', action: null },
  PATH_NOT_UTF8: { message: 'Its name is not UTF-8', action: 'Rename it' },
  PATH_OUTSIDE_ROOT: { message: 'It leads out of the source', action: 'Add the place it leads to as a source of its own' },
  DOCUMENT_ENCRYPTED: { message: 'It is protected by a password', action: 'Save it without a password: it is then read by itself' },
  DOCUMENT_DAMAGED: {
    message: 'It is damaged, or not what its name says',
    action: 'Check whether its program opens it, and save it again',
  },
  DOCUMENT_EMPTY: { message: 'It holds no text', action: 'If it is a scan, let a program recognise its text and save that' },
  DOCUMENT_BOMB: {
    message: 'It grows out of all proportion when it is unpacked',
    action: 'Keep it out by a pattern, unless you know what it is',
  },
  DOCUMENT_GENERATED: {
    message: 'A program made it for a program (generated or minified), so it is left out',
    action: 'Name it in an include pattern of the source to have it read',
  },
  EXTRACTION_MEMORY: { message: 'Reading its text took too much memory', action: 'Split it, or keep it out by a pattern' },
  EXTRACTION_FAILED: { message: 'Its text could not be read', action: 'Check whether the file is intact' },
  EXTRACTION_TIMEOUT: { message: 'Reading its text took too long', action: 'Split it, or keep it out by a pattern' },
};

export function problem(code: string, message?: string | null, retryAt: Date | null = null): Problem {
  const entry = known[code];
  return { code, message: message ?? entry?.message ?? known['INTERNAL']?.message ?? code, action: entry?.action ?? null, retryAt };
}

export const stored = ({ code, message, retryAt }: Problem): StoredProblem => ({ code, message, retryAt: retryAt?.toISOString() ?? null });

export const shown = (value: StoredProblem | null): Problem | null =>
  value === null ? null : problem(value.code, value.message, value.retryAt === null ? null : new Date(value.retryAt));
