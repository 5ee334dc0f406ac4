import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Mail } from './mail.ts';

const encodedWord = (text: string): string => (/^[\x20-\x7e]*$/.test(text) ? text : `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`);

/** Writes each message as an `.eml` file (RFC 5322) that only its owner can read. For installations without a mail server. */
export function createFolderMail(folder: string, from: string, now: () => Date = () => new Date()): Mail {
  return async ({ to, subject, text }) => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const at = now();
    const head = [
      `Date: ${at.toUTCString().replace('GMT', '+0000')}`,
      `From: ConHub <${from}>`,
      `To: <${to}>`,
      `Subject: ${encodedWord(subject)}`,
      `Message-ID: <${randomUUID()}@conhub>`,
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: 8bit',
    ];
    const name = `${at.toISOString().replaceAll(/[:.]/g, '-')}-${randomUUID().slice(0, 8)}.eml`;
    await writeFile(path.join(folder, name), `${head.join('\r\n')}\r\n\r\n${text.replaceAll(/\r?\n/g, '\r\n')}\r\n`, {
      mode: 0o600,
      flag: 'wx',
    });
  };
}
