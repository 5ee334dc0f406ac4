import { BadUserInputError } from '@conhub/subgraph-kit';

/** UTF-16 code units of a whole path, and of one name in it. */
const limits = { pathMax: 500, nameMax: 200 } as const;

// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const unfit = /[\u0000-\u001F\u007F-\u009F\u2028\u2029\\]/;

/** A file's name, with folders before it or without: where it lies in its source. @throws BadUserInputError */
export function checkFileName(given: string): string {
  const path = ['input', 'fileName'];
  // One spelling of the same letters, as the same name is the same document.
  const names = given.toWellFormed().normalize('NFC').trim().split('/');
  if (names.join('/').length > limits.pathMax || names.some((name) => name.length > limits.nameMax))
    throw BadUserInputError.of(path, 'TOO_LONG', `A name has at most ${limits.nameMax} characters, with its folders ${limits.pathMax}`);
  if (names.some((name) => name.trim() === '' || name === '.' || name === '..'))
    throw BadUserInputError.of(path, 'INVALID', 'A file has a name, and so has each folder before it; . and .. are none');
  if (names.some((name) => unfit.test(name)))
    throw BadUserInputError.of(path, 'INVALID', 'A file name has no control characters and no backslash; folders end with /');
  return names.join('/');
}

/** As it is told to who downloads it, without parameters. Null for what says nothing. @throws BadUserInputError */
export function checkMimeType(given: string): string | null {
  const type = (given.split(';')[0] ?? '').trim().toLowerCase();
  if (!/^[a-z]+\/[\w!#$&^.+-]{1,100}$/.test(type))
    throw BadUserInputError.of(
      ['input', 'mimeType'],
      'INVALID',
      'A media type is written as in text/plain; application/octet-stream will always do',
    );
  return type === 'application/octet-stream' ? null : type;
}
