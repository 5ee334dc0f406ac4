import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressGroup, clientAddress, proxyList } from '../../src/edge/address.ts';
import { requestIdOf } from '../../src/edge/request-id.ts';
import { readSessionCookie, writeSessionCookie } from '../../src/edge/session-cookie.ts';
import { startEdge } from './edge-server.ts';
import { rawRequest } from './raw-request.ts';

describe('What is known of a request', () => {
  test('is its id, address, agent, trace and deadline', async () => {
    const { url } = await startEdge({ trustedProxies: ['127.0.0.0/8'] });
    const trace = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const answer = await rawRequest(url, '/graphql', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-request-id': 'given-1',
        'x-forwarded-for': '203.0.113.9, 198.51.100.7',
        'user-agent': `agent ${'x'.repeat(1000)}`,
        traceparent: trace,
      },
      body: JSON.stringify({ query: '{ request }' }),
    });
    const request = JSON.parse(JSON.parse(answer.body).data.request);
    expect(request).toMatchObject({ id: 'given-1', ipAddress: '198.51.100.7', trace });
    expect(request.userAgent).toHaveLength(256);
    expect(request.deadline - Date.now()).toBeGreaterThan(25_000);
    expect(answer.headers['x-request-id']).toBe('given-1');
  });

  test('X-Forwarded-For of a stranger is not believed', async () => {
    const { url } = await startEdge();
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': '203.0.113.9', 'x-request-id': 'bad id\twith spaces' };
    const answer = await rawRequest(url, '/graphql', { method: 'POST', headers, body: JSON.stringify({ query: '{ request }' }) });
    const request = JSON.parse(JSON.parse(answer.body).data.request);
    expect(request.ipAddress).toBe('127.0.0.1');
    expect(request.id).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('a request id never carries what could break a header or a log', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => /^[\w.:-]{1,100}$/.test(requestIdOf(text))),
      { numRuns: 300 },
    );
    expect(requestIdOf('a b')).not.toBe('a b');
  });

  test('the address is the last hop that is no trusted proxy, however much the client writes before it', () => {
    const trusted = proxyList(['10.0.0.0/8', '::1']);
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.ipV4(), fc.string())),
        fc.ipV4().filter((ip) => !ip.startsWith('10.')),
        (forged, real) => {
          const header = [...forged.map((text) => text.replaceAll(',', '')), real, '10.1.2.3'].join(', ');
          return clientAddress('::ffff:10.9.9.9', header, trusted) === real;
        },
      ),
    );
    expect(clientAddress('10.0.0.1', 'nonsense', trusted)).toBe('10.0.0.1');
    expect(clientAddress('::1', '2001:db8::7', trusted)).toBe('2001:db8::7');
    expect(() => proxyList(['10.0.0.0/64'])).toThrow('CIDR');
    expect(() => proxyList(['proxy.example'])).toThrow('proxy.example');
  });

  test('addresses of one IPv6 /64 share a group, of two do not; IPv4 stands alone', () => {
    const tail = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 4, maxLength: 4 });
    const write = (groups: number[]): string => groups.map((group) => group.toString(16)).join(':');
    fc.assert(fc.property(tail, tail, tail, (head, a, b) => addressGroup(write([...head, ...a])) === addressGroup(write([...head, ...b]))));
    fc.assert(
      fc.property(
        tail,
        tail,
        tail,
        (a, b, rest) => (write(a) === write(b)) === (addressGroup(write([...a, ...rest])) === addressGroup(write([...b, ...rest]))),
      ),
    );
    expect(addressGroup('2001:db8::1')).toBe(addressGroup('2001:0db8:0:0::ffff'));
    expect(addressGroup('192.0.2.1')).not.toBe(addressGroup('192.0.2.2'));
  });

  test('a cookie that was written is read again; one that cannot be a secret is none', () => {
    const secret = fc.string({ unit: fc.constantFrom('a', 'Z', '0', '9', '-', '_', '.', '~'), minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(secret, fc.boolean(), (value, isSecure) => {
        const pair = writeSessionCookie(value, null, isSecure).split(';')[0];
        return readSessionCookie(`other=1; ${pair}`, isSecure) === value && readSessionCookie(pair, !isSecure) === null;
      }),
    );
    expect(readSessionCookie('conhub_session="quoted value"', false)).toBeNull();
    expect(() => writeSessionCookie('a; Domain=evil', null, false)).toThrow('cookie');
  });
});
