import { enableCompileCache } from 'node:module';

// A closed pipe (`conhub sources | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
// Compiled code is kept between commands; it must be on before anything else is loaded.
enableCompileCache();
const { runProgram } = await import('./program.ts');
process.exitCode = await runProgram(process.argv.slice(2));
