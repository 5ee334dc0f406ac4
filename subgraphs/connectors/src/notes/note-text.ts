import { BadUserInputError } from '@conhub/subgraph-kit';

/** Characters (UTF-16 code units) of one note: as many as fit a request in any script. What is longer is a document to be handed in. */
export const noteLimits = { titleMax: 200, textMax: 300_000 } as const;

/** One line. @throws BadUserInputError */
export function checkTitle(given: string): string {
  const title = given.trim().replace(/\s+/g, ' ').toWellFormed();
  const path = ['input', 'title'];
  if (title === '' || title.length > noteLimits.titleMax)
    throw BadUserInputError.of(path, 'OUT_OF_RANGE', `A title has 1 to ${noteLimits.titleMax} characters`);
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001F\u007F]/.test(title)) throw BadUserInputError.of(path, 'INVALID', 'A title has no control characters');
  return title;
}

/** Markdown as it is to be kept: as every extracted text, without control characters and halves of characters. @throws BadUserInputError */
export function checkText(given: string): string {
  const path = ['input', 'text'];
  if (given.length > noteLimits.textMax)
    throw BadUserInputError.of(path, 'OUT_OF_RANGE', `A note has at most ${noteLimits.textMax.toLocaleString('en')} characters`);
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  const text = given.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFEFF]/g, '').toWellFormed();
  if (text.trim() === '') throw BadUserInputError.of(path, 'REQUIRED', 'A note has a text');
  return text;
}

/** Where a note lies in its source: its title as a file name. Two notes of one title have one path; a path is no identity. */
export function notePath(title: string): string {
  const name = title
    .replace(/[/\\:*?"<>|]+/g, '-')
    .replace(/^[.\s-]+|[.\s-]+$/g, '')
    .slice(0, 120)
    .toWellFormed();
  return `${name === '' ? 'note' : name}.md`;
}
