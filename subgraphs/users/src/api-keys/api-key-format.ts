import { randomBytes, randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { hashSecret } from '../sessions/secret.ts';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** 32 bytes need 43 digits of base 62, a CRC32 needs 6: both padded, so that every key is 62 characters long. */
const format = /^chk_[0-9A-Za-z]{8}_[0-9A-Za-z]{49}$/;
const checksumLength = 6;

function base62(value: bigint, length: number): string {
  let digits = '';
  for (let rest = value; digits.length < length; rest /= 62n) digits = alphabet.charAt(Number(rest % 62n)) + digits;
  return digits;
}

const checksum = (text: string): string => base62(BigInt(crc32(text)), checksumLength);

/** `chk_` + 8 characters to recognise it by + `_` + 32 random bytes in base62 + CRC32 of all before in base62. */
export function newApiKey(): { readonly secret: string; readonly prefix: string; readonly secretHash: string } {
  const prefix = `chk_${Array.from({ length: 8 }, () => alphabet.charAt(randomInt(62))).join('')}`;
  const body = `${prefix}_${base62(BigInt(`0x${randomBytes(32).toString('hex')}`), 43)}`;
  const secret = `${body}${checksum(body)}`;
  return { secret, prefix, secretHash: hashSecret(secret) };
}

/** Whether it can be a key at all: a mistyped one is refused without a look into the database, and secret scanners have few false alarms. */
export const isApiKey = (text: string): boolean =>
  format.test(text) && checksum(text.slice(0, -checksumLength)) === text.slice(-checksumLength);
