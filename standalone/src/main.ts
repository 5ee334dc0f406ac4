import { enableCompileCache } from 'node:module';

// Compiled code is kept between starts: it halves the time until ConHub is ready. It must be on before anything else is loaded.
enableCompileCache();
// Loading takes a moment, in which nothing has begun that would have to be ended. One listener from then on: a signal that came while
// the thread was busy is lost with the listener it came for.
let onSignal = (): void => process.exit(0);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => onSignal());
const { runProgram } = await import('./program.ts');
await runProgram((act) => {
  onSignal = act;
});
