import type { FieldFault } from '@conhub/subgraph-kit';

const lengthMax = 200;

/** A name for people to read: 1 to 200 characters on one line. Null when it will do. */
export function nameFault(name: string, path: readonly string[]): FieldFault | null {
  const length = Array.from(name.trim()).length;
  if (length === 0) return { path, code: 'REQUIRED', message: `${path.join('.')} is empty` };
  if (length > lengthMax) return { path, code: 'TOO_LONG', message: `${path.join('.')} has more than ${lengthMax} characters` };
  if (/\p{Cc}|\p{Zl}|\p{Zp}/u.test(name) || !name.isWellFormed()) {
    return { path, code: 'INVALID', message: `${path.join('.')} has characters that cannot be shown` };
  }
  return null;
}

const emailMax = 254;

/** The scalar has checked the form; this is the length that RFC 5321 lets a path have. */
export const emailFault = (email: string, path: readonly string[]): FieldFault | null =>
  email.length > emailMax ? { path, code: 'TOO_LONG', message: `${path.join('.')} has more than ${emailMax} characters` } : null;
