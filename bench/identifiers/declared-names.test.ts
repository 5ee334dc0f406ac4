import { describe, expect, it } from 'vitest';
import { clearNames, declaredNames } from './declared-names.ts';

const file = (path: string, text: string) => declaredNames(path, text);

describe('declared names', () => {
  it('are those of the top level, of namespaces, and of members; not what functions keep to themselves', () => {
    const found = file(
      'a.ts',
      'import { used } from "b";\nexport class Session {\n  refresh() { const local = used(); }\n}\nexport const make = () => 1;\nnamespace Inner { export type Key = string }\n',
    );
    expect(found.map(({ name, container, line }) => [name, container, line])).toEqual([
      ['Session', null, 2],
      ['refresh', 'Session', 3],
      ['make', null, 5],
      ['Key', null, 6],
    ]);
  });
});

describe('clear names', () => {
  it('are declared in one file; a member that shares its name with something of the top level is not meant', () => {
    const clear = clearNames([
      ...file(
        'a.ts',
        'export function rotate(a: string): void;\nexport function rotate(a: unknown) {}\nexport class Token { rotate() {}\n  renew() {} }',
      ),
      ...file('b.ts', 'export interface Clock { now(): number }\nexport const shared = 1;'),
      ...file('c.ts', 'export const shared = 2;\nexport interface Timer { now(): number }'),
    ]);
    expect(clear.filter(({ kind }) => kind === 'top level').map(({ query }) => query)).toEqual(['rotate', 'Token', 'Clock', 'Timer']);
    expect(clear.find(({ query }) => query === 'rotate')).toEqual({ query: 'rotate', path: 'a.ts', lines: [1, 2], kind: 'top level' });
    expect(clear.filter(({ kind }) => kind === 'qualified member').map(({ query }) => query)).toEqual(['Token.renew']);
    expect(clear.filter(({ kind }) => kind === 'other case').map(({ query }) => query)).toEqual(['token', 'clock', 'timer']);
  });
});
