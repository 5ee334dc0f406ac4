import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const hook = fileURLToPath(new URL('../../.pnpmfile.mjs', import.meta.url));

/** Loads the hook that pnpm runs before it installs anything, in a process that says it is on such a platform. */
function install(platform: string, arch: string, glibc: string | undefined): { code: number; stderr: string } {
  const script = `
    Object.defineProperty(process, 'platform', { value: ${JSON.stringify(platform)} });
    Object.defineProperty(process, 'arch', { value: ${JSON.stringify(arch)} });
    process.report.getReport = () => ({ header: { glibcVersionRuntime: ${JSON.stringify(glibc)} } });
    await import(${JSON.stringify(hook)});`;
  try {
    execFileSync(process.execPath, ['--input-type=module', '-e', script], { stdio: 'pipe' });
    return { code: 0, stderr: '' };
  } catch (error) {
    const { status, stderr } = error as { status: number; stderr: Buffer };
    return { code: status, stderr: stderr.toString() };
  }
}

test.each([
  ['linux', 'x64', undefined, /musl: use one with glibc/],
  ['win32', 'x64', undefined, /WSL/],
  ['linux', 's390x', '2.40', /linux on s390x/],
  ['freebsd', 'x64', undefined, /freebsd on x64/],
])('nothing is installed on %s %s (glibc %s): one sentence', (platform, arch, glibc, sentence) => {
  const { code, stderr } = install(platform, arch, glibc);
  expect(code).toBe(1);
  expect(stderr).toMatch(sentence);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});

test.each([
  ['linux', 'x64', '2.40'],
  ['linux', 'arm64', '2.31'],
  ['darwin', 'arm64', undefined],
])('%s %s is installed on', (platform, arch, glibc) => {
  expect(install(platform, arch, glibc)).toEqual({ code: 0, stderr: '' });
});
