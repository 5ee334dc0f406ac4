import type { Server } from 'node:http';

const sentences: Readonly<Record<string, (host: string, port: number) => string>> = {
  EADDRINUSE: (_host, port) => `Port ${port} is taken by another program: choose another one with --port or CONHUB_PORT`,
  EACCES: (_host, port) => `Port ${port} may not be opened by this user: choose one above 1023 with --port or CONHUB_PORT`,
  EADDRNOTAVAIL: (host) => `${host} is not an address of this machine: set CONHUB_HOST`,
  ENOTFOUND: (host) => `${host} is not an address of this machine: set CONHUB_HOST`,
};

export async function listenOn(server: Server, host: string, port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject).listen(port, host, resolve);
  try {
    await promise;
  } catch (error) {
    const sentence = sentences[(error as NodeJS.ErrnoException).code ?? '']?.(host, port);
    throw sentence === undefined ? error : new Error(sentence, { cause: error });
  } finally {
    server.off('error', reject);
  }
}
