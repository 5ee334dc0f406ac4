// Runs before anything is installed: where there are no binaries, one sentence instead of a failed download.
const isMusl = process.platform === 'linux' && !process.report?.getReport?.().header?.glibcVersionRuntime;
const reason =
  process.platform === 'win32'
    ? 'Windows: run ConHub inside WSL, where it is Linux'
    : isMusl
      ? 'a Linux with musl: use one with glibc (Debian, Ubuntu, Fedora …), or an image made from one'
      : !['linux', 'darwin'].includes(process.platform) || !['x64', 'arm64'].includes(process.arch)
        ? `${process.platform} on ${process.arch}: it runs on Linux (glibc) and macOS, on x64 and arm64`
        : null;
if (reason !== null) {
  process.stderr.write(`ConHub has no binaries for ${reason}.\n`);
  process.exit(1);
}

export const hooks = {};
