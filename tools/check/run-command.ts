import { spawn } from 'node:child_process';
import path from 'node:path';
import type { Check } from './check.ts';

/** A check that is a program of its own: it fails with what the program printed. */
export const commandCheck = (name: string, command: string, ...args: readonly string[]): Check => ({
  name,
  run: (root) =>
    new Promise((resolve, reject) => {
      const bin = path.join(root, 'node_modules', '.bin');
      const child = spawn(path.join(bin, command), args, {
        cwd: root,
        // Node 24 first: these programs load TypeScript sources of ours.
        env: { ...process.env, PATH: `${bin}${path.delimiter}${process.env['PATH'] ?? ''}`, NO_COLOR: '1' },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let output = '';
      for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
      child.on('error', reject);
      child.on('close', (code) => resolve(code === 0 ? [] : [output.trim() || `${command} ended with ${code}`]));
    }),
});
