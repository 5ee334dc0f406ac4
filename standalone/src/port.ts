import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { StartFault } from './fault.ts';

/**
 * Asks for the port before anything slow begins, and lets go of it again; 0 becomes any free one.
 *
 * @throws StartFault PORT_TAKEN
 */
export async function requirePort(host: string, port: number): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === 'EADDRINUSE'
          ? `Port ${port} is taken by another program. Choose another with --port, or stop that program.`
          : error.code === 'EACCES'
            ? `Port ${port} may not be used by this user. Choose one above 1023 with --port.`
            : `ConHub cannot listen on ${host}:${port} (${error.code ?? 'unknown'}). Check CONHUB_HOST and --port.`;
      reject(new StartFault('PORT_TAKEN', reason));
    });
    server.listen({ host, port, exclusive: true }, () => {
      const { port: free } = server.address() as AddressInfo;
      server.close(() => resolve(free));
    });
  });
}
