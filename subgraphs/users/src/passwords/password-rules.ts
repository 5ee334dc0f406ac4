import type { FieldFault } from '@conhub/subgraph-kit';

const lengthMin = 8;
const lengthMax = 128;

/** The 17,950 passwords of 8 or more characters among the 49,233 most common ones that zxcvbn-ts collects, in lower case. Read on first use (30 ms). */
let common: Promise<ReadonlySet<string>> | null = null;

async function commonPasswords(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  return new Set(dictionary['passwords-common'].map(String).filter((password) => password.length >= lengthMin));
}

/** No rules of composition: a length, and not one of those that everybody tries first. Null when the password will do. */
export async function passwordFault(password: string, email: string, path: readonly string[]): Promise<FieldFault | null> {
  const fault = (code: string, message: string): FieldFault => ({ path, code, message });
  // A lone surrogate has no UTF-8: it could not be verified as received.
  if (!password.isWellFormed()) return fault('INVALID', 'The password is not valid Unicode');
  const length = Array.from(password).length;
  if (length < lengthMin) return fault('TOO_SHORT', `The password needs at least ${lengthMin} characters`);
  if (length > lengthMax) return fault('TOO_LONG', `The password has more than ${lengthMax} characters`);
  common ??= commonPasswords();
  const lower = password.toLowerCase();
  if (lower === email.toLowerCase() || (await common).has(lower))
    return fault('TOO_COMMON', 'The password is one of the first that everybody tries');
  return null;
}
