import { promisify } from 'node:util';
import { parentPort } from 'node:worker_threads';
import { gzip } from 'node:zlib';

/** Names of the parts as they are served. */
const parts = {
  js: 'graphiql.js',
  css: 'graphiql.css',
  editorWorkerService: 'graphiql-worker-editorWorkerService.js',
  jsonWorker: 'graphiql-worker-json.js',
  graphqlWorker: 'graphiql-worker-graphql.js',
} as const;

/**
 * Takes the one file of @graphql-yoga/render-graphiql apart and compresses it. In a thread of its own, which then ends: the 9 MB of
 * text and the work of compressing them stay off the main thread and out of its memory.
 */
const address = new URL('./graphiql.js', import.meta.resolve('@graphql-yoga/render-graphiql')).href;
const loaded = (await import(address)) as Record<keyof typeof parts, string>;
const compress = promisify(gzip);
for (const [part, name] of Object.entries(parts)) {
  const bytes = await compress(loaded[part as keyof typeof parts], { level: 7 });
  parentPort?.postMessage({ name, bytes });
}
