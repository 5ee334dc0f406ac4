import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { openDataFolder } from '../src/data-folder/data-folder.ts';
import { openSecrets } from '../src/data-folder/secrets.ts';
import { readEnv } from '../src/env.ts';
import { StartFault } from '../src/fault.ts';
import { newPlace, startHub } from './hub-process.ts';

const place = newPlace();
afterAll(() => place.remove());
const at = (name: string): string => join(place.path, name);

const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof StartFault) return error.code;
    throw error;
  }
  return 'none';
};

describe('a data folder', () => {
  it('is never made in a folder with files of somebody else, and touches none of them', () => {
    const foreign = at('project');
    mkdirSync(join(foreign, 'postgres'), { recursive: true });
    writeFileSync(join(foreign, 'postgres', 'precious.txt'), 'mine');
    expect(codeOf(() => openDataFolder(foreign))).toBe('DATA_DIR_FOREIGN');
    expect(readFileSync(join(foreign, 'postgres', 'precious.txt'), 'utf8')).toBe('mine');
    expect(existsSync(join(foreign, 'lock'))).toBe(false);
  });

  it('is made in an empty folder, on a fresh disk, and where a start was killed before it had a version', () => {
    mkdirSync(at('empty'));
    mkdirSync(join(at('disk'), 'lost+found'), { recursive: true });
    mkdirSync(at('killed'));
    for (const name of ['lock', 'VERSION.partial', '.probe-17']) writeFileSync(join(at('killed'), name), '');
    for (const name of ['empty', 'disk', 'killed', 'a/deeper/one']) {
      const data = openDataFolder(at(name));
      expect(readFileSync(join(at(name), 'VERSION'), 'utf8')).toBe('1\n');
      data.release();
      openDataFolder(at(name)).release();
    }
  });

  it('is refused in bounded time where no folder can be made', () => {
    symlinkSync(at('loop'), at('loop'));
    for (const path of [join(at('loop'), 'data'), ...(existsSync('/proc/self') ? ['/proc/conhub'] : [])])
      expect(
        codeOf(() => openDataFolder(path)),
        path,
      ).toBe('DATA_DIR_UNWRITABLE');
  });

  it('that has a database and lost its secrets gets no new ones', () => {
    mkdirSync(join(at('lost'), 'postgres'), { recursive: true });
    writeFileSync(join(at('lost'), 'postgres', 'PG_VERSION'), '18\n');
    const generate = (): never => {
      throw new Error('none is made');
    };
    expect(codeOf(() => openSecrets(at('lost'), generate))).toBe('DATA_DIR_DAMAGED');
    expect(existsSync(join(at('lost'), 'secrets.json'))).toBe(false);
  });

  it('goes to exactly one of many starts that find a dead owner’s lock at once', async () => {
    mkdirSync(at('raced'));
    writeFileSync(join(at('raced'), 'lock'), JSON.stringify({ pid: 2 ** 22 - 1, startedAt: '1' }));
    const lock = fileURLToPath(new URL('../src/data-folder/lock.ts', import.meta.url));
    const script = `const { lockDataFolder } = await import(${JSON.stringify(lock)});
      await new Promise((resolve) => process.stdin.once('data', resolve));
      try { lockDataFolder(${JSON.stringify(at('raced'))}); console.log('mine'); } catch ({ code }) { console.log(code); }
      process.stdin.once('end', () => process.exit(0));`;
    const starts = Array.from({ length: 6 }, () => {
      const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script], {
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      child.stdin.write('go');
      return {
        child,
        said: new Promise<string>((resolve) => child.stdout.once('data', (text: Buffer) => resolve(text.toString().trim()))),
      };
    });
    const said = await Promise.all(starts.map((start) => start.said));
    for (const { child } of starts) child.stdin.end();
    expect(said.filter((word) => word === 'mine')).toHaveLength(1);
    expect(said.filter((word) => word === 'DATA_DIR_LOCKED')).toHaveLength(5);
  });
});

describe('a setting', () => {
  const faultsOf = (environment: Record<string, string>, flags: { data?: string; port?: string } = {}): string => {
    try {
      readEnv(flags, environment);
      return '';
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };

  it('that only JavaScript would take for a number is refused', () => {
    for (const port of ['', ' ', '0x10', '1e3', '4000.5', 'abc'])
      expect(faultsOf({}, { port }), port).toContain('--port is a whole number');
    expect(faultsOf({ CONHUB_LIMIT_MEMBERS: ' ' })).toContain('CONHUB_LIMIT_MEMBERS is a whole number, or unlimited');
    expect(faultsOf({ CONHUB_PORT: ' 4711 ', CONHUB_LIMIT_MEMBERS: '7', CONHUB_LIMIT_SOURCES: 'unlimited' })).toBe('');
  });

  it('is checked before anything is made: proxies, roots, the public address, the data folder', () => {
    const said = faultsOf(
      {
        CONHUB_TRUSTED_PROXIES: '10.0.0.0/99',
        CONHUB_FOLDER_ROOTS: '/srv,~/notes',
        CONHUB_PUBLIC_URL: 'https://hub.example.org/conhub?x',
      },
      { data: '' },
    );
    expect(said).toContain('CONHUB_TRUSTED_PROXIES is a list of addresses and CIDR ranges');
    expect(said).toContain('CONHUB_FOLDER_ROOTS is a list of absolute paths');
    expect(said).toContain('CONHUB_PUBLIC_URL is an address alone');
    expect(said).toContain('--data is not empty');
    const fine = { CONHUB_TRUSTED_PROXIES: '10.0.0.0/8, ::1, 2001:db8::/32', CONHUB_PUBLIC_URL: 'https://hub.example.org' };
    expect(faultsOf(fine)).toBe('');
  });
});

it('a root that is a link holds the folders it leads to', async () => {
  mkdirSync(at('real'));
  symlinkSync(at('real'), at('linked'));
  mkdirSync(join(at('real'), 'notes'));
  writeFileSync(at('a-file'), '');
  // The data folder cannot be made: the folder was let in, and nothing more is started.
  const hub = startHub({
    arguments: [join(at('real'), 'notes'), '--data', join(at('a-file'), 'x')],
    environment: { CONHUB_FOLDER_ROOTS: at('linked') },
  });
  await hub.ended;
  expect(hub.stderr()).toMatch(/^DATA_DIR_UNWRITABLE: /);
});
