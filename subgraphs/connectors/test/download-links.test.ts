import { newId } from '@conhub/subgraph-kit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contentDisposition, safeFileName } from '../src/downloads/file-name.ts';
import { createLinkSigner } from '../src/downloads/signed-link.ts';

test('a signer knows its own links and those of the secret before, for their purpose and time only', () => {
  const old = createLinkSigner(['o'.repeat(32)]);
  const both = createLinkSigner(['n'.repeat(32), 'o'.repeat(32)]);
  const claims = { purpose: 'download', id: newId('doc'), organizationId: newId('org'), userId: newId('usr'), expiresAt: 1_000 } as const;
  expect(both.verify(old.sign(claims), 'download', new Date(999))).toEqual(claims);
  expect(both.verify(old.sign(claims), 'download', new Date(1_000))).toBeNull();
  expect(old.verify(both.sign(claims), 'download', new Date(0))).toBeNull();
  expect(createLinkSigner([]).verify(old.sign(claims), 'download', new Date(0))).toBeNull();
});

test('whatever a document is called, its file name is one harmless line and its header well-formed', () => {
  const nasty = fc.constantFrom('..', '/', '\\', '\r\n', '"', ';', '\u202E', '\u0000', '.', ' ', 'CON', 'a', 'ß', '😀', '%', "'", '\ud800');
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(nasty).map((parts) => parts.join('')),
      ),
      (path) => {
        const name = safeFileName(path);
        expect(name).not.toMatch(/[\u0000-\u001F\u007F\u202A-\u202E\u2066-\u2069/\\:"<>|?*]|^\.|[.\s]$/);
        expect(name.length).toBeGreaterThan(0);
        expect(Buffer.byteLength(name)).toBeLessThan(700);
        expect(contentDisposition(name)).toMatch(/^attachment; filename="[ !#-[\]-~]+"; filename\*=UTF-8''[\w.~%-]+$/);
      },
    ),
  );
  expect(['CON', 'nul.txt', '.env', 'a/b/../c.pdf', '..', 'evil\u202Egpj.exe'].map(safeFileName)).toEqual([
    '_CON',
    '_nul.txt',
    'env',
    'c.pdf',
    'document',
    'evil_gpj.exe',
  ]);
});
