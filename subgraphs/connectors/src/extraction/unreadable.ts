import type { ExtractionCode } from './extracted.ts';

/** Why a document has no text for us, for the person whose document it is. */
export class Unreadable extends Error {
  readonly code: ExtractionCode;

  constructor(code: ExtractionCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** It has more text, pages or cells than are read. */
export class TooLong extends Error {}

export const damaged = (what: string): Unreadable => new Unreadable('DOCUMENT_DAMAGED', what);
export const encrypted = (): Unreadable => new Unreadable('DOCUMENT_ENCRYPTED', 'It is protected by a password');
export const bomb = (what: string): Unreadable => new Unreadable('DOCUMENT_BOMB', what);
export const empty = (what: string): Unreadable => new Unreadable('DOCUMENT_EMPTY', what);
