import { createHmac, randomBytes } from 'node:crypto';
import { type InternalKey, type Viewer, anonymous, newId, service, signViewer, verifyViewer } from '@conhub/subgraph-kit';
import { expect, test } from 'vitest';
import { userViewer } from '@conhub/testkit';

const key = (id: string): InternalKey => ({ id, secret: randomBytes(32) });
const now = Date.parse('2026-11-21T12:00:00Z');
const minute = 60_000;
const viewers: Viewer[] = [
  anonymous,
  userViewer(),
  userViewer({ organizationId: null, membershipId: null, roleKey: null, scopes: [] }),
  { kind: 'apiKey', apiKeyId: newId('key'), userId: newId('usr'), organizationId: newId('org'), scopes: ['search:read'], teamIds: [] },
  service('search'),
  service('connectors.sync', newId('org'), { actor: { kind: 'user', id: newId('usr') }, requestId: 'request-1' }),
];

test('every kind of viewer arrives as it was signed', () => {
  const internal = key('k1');
  for (const viewer of viewers)
    expect(verifyViewer(signViewer(viewer, 'request-1', internal, now), 'request-1', [internal], now)).toEqual(viewer);
});

test('it is accepted from 5 minutes before to 7 minutes after its issue, and no longer', () => {
  const internal = key('k1');
  const header = signViewer(userViewer(), 'r', internal, now);
  for (const at of [-5 * minute, 0, 7 * minute]) expect(verifyViewer(header, 'r', [internal], now + at).kind).toBe('user');
  for (const at of [-5 * minute - 1, 7 * minute + 1, 24 * 60 * minute])
    expect(() => verifyViewer(header, 'r', [internal], now + at)).toThrow(/signed for this request/);
});

test('it is worth nothing beside another request', () => {
  const internal = key('k1');
  expect(() => verifyViewer(signViewer(anonymous, 'r1', internal, now), 'r2', [internal], now)).toThrow(/signed for this request/);
});

test('a rotated key is accepted as long as it is listed', () => {
  const [old, fresh] = [key('k1'), key('k2')];
  const header = signViewer(anonymous, 'r', old, now);
  expect(verifyViewer(header, 'r', [fresh, old], now)).toEqual(anonymous);
  expect(() => verifyViewer(header, 'r', [fresh], now)).toThrow(/signed for this request/);
});

test('no header, a cut one, a changed one, one of another key under the same id: refused alike', () => {
  const internal = key('k1');
  const header = signViewer(userViewer(), 'r', internal, now);
  const parts = header.split('.');
  const swapped = Buffer.from(JSON.stringify(service('router'))).toString('base64url');
  const forgeries = [
    null,
    '',
    'v1',
    header.slice(0, -1),
    `${header}.x`,
    parts.with(0, 'v2').join('.'),
    parts.with(2, String(now + 1)).join('.'),
    parts.with(3, swapped).join('.'),
    parts.with(4, '').join('.'),
    signViewer(userViewer(), 'r', key('k1'), now),
    'x'.repeat(20_000),
  ];
  for (const forged of forgeries) expect(() => verifyViewer(forged, 'r', [internal], now)).toThrow(/signed for this request/);
});

test('every single changed character is noticed', () => {
  const internal = key('k1');
  const header = signViewer(anonymous, 'r', internal, now);
  for (let i = 0; i < header.length; i += 1) {
    const other = header[i] === 'A' ? 'B' : 'A';
    expect(() => verifyViewer(header.slice(0, i) + other + header.slice(i + 1), 'r', [internal], now)).toThrow(/signed for this request/);
  }
});

test('what a process of another version signed, with half a viewer in it, is refused', () => {
  const internal = key('k1');
  const signed = `v1.k1.${now}.${Buffer.from('{"kind":"user"}').toString('base64url')}`;
  const forged = `${signed}.${createHmac('sha256', internal.secret).update(`${signed}\nr`).digest('base64url')}`;
  expect(() => verifyViewer(forged, 'r', [internal], now)).toThrow(/signed for this request/);
});

test('a short key is refused at signing', () => {
  expect(() => signViewer(anonymous, 'r', { id: 'k1', secret: new Uint8Array(16) }, now)).toThrow(/32 bytes/);
});
