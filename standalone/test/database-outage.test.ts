import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { newPlace, startHub } from './hub-process.ts';

const place = newPlace();
afterAll(() => place.remove());

it('a database that is killed costs an UNAVAILABLE in time, not the process: it comes back by itself, with all that was acknowledged', async () => {
  const data = join(place.path, 'data');
  const hub = startHub({ arguments: ['--data', data, '--port', '0'] });
  try {
    const { url } = await hub.ready;
    const ask = async (query: string, variables: object = {}): Promise<{ data?: any; errors?: { extensions: { code: string } }[] }> => {
      const body = JSON.stringify({ query, variables });
      return (
        await fetch(new URL('/graphql', url), { method: 'POST', headers: { 'content-type': 'application/json' }, body })
      ).json() as never;
    };
    const signIn = 'mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }';
    const credentials = { email: 'ann@example.org', password: 'correct horse battery' };
    const setupToken = /#setup=(\S+)/.exec(hub.stdout())?.[1];
    const setUp = await ask('mutation ($input: CompleteSetupInput!) { completeSetup(input: $input) { __typename } }', {
      input: { setupToken, displayName: 'Ann', organizationName: 'Acme', ...credentials },
    });
    expect(setUp).toEqual({ data: { completeSetup: { __typename: 'SignInPayload' } } });

    const postmaster = (): number => Number(readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
    const before = postmaster();
    process.kill(before, 'SIGKILL');
    const killedAt = performance.now();
    const codes = new Set<string>();
    for (;;) {
      const askedAt = performance.now();
      const { data: answer, errors = [] } = await ask(signIn, { input: credentials });
      expect(performance.now() - askedAt).toBeLessThan(5_000);
      for (const { extensions } of errors) codes.add(extensions.code);
      if (errors.length === 0) {
        expect(answer.signIn.__typename).toBe('SignInPayload');
        break;
      }
      expect(performance.now() - killedAt).toBeLessThan(20_000);
      expect((await fetch(new URL('/health', url))).status).toBe(200);
      await sleep(300);
    }
    expect([...codes].filter((code) => !['UNAVAILABLE', 'SUBGRAPH_UNAVAILABLE'].includes(code))).toEqual([]);
    expect(postmaster()).not.toBe(before);
  } finally {
    hub.kill('SIGTERM');
    expect(await hub.ended).toEqual({ code: 0, signal: null });
  }
}, 90_000);
