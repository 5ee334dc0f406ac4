import { Worker } from 'node:worker_threads';

let loading: Promise<ReadonlyMap<string, Buffer>> | null = null;

/** GraphiQL's files by name, gzipped. Made at the first question, kept (2.2 MB). */
export function graphiqlFiles(): Promise<ReadonlyMap<string, Buffer>> {
  loading ??= load().catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

function load(): Promise<ReadonlyMap<string, Buffer>> {
  const { promise, resolve, reject } = Promise.withResolvers<ReadonlyMap<string, Buffer>>();
  const files = new Map<string, Buffer>();
  const worker = new Worker(new URL('./graphiql-worker.ts', import.meta.url));
  worker.unref();
  worker.on('message', ({ name, bytes }: { name: string; bytes: Uint8Array }) =>
    files.set(name, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)),
  );
  worker.once('error', reject);
  worker.once('exit', (code) => (code === 0 ? resolve(files) : reject(new Error(`GraphiQL could not be unpacked (${code})`))));
  return promise;
}
