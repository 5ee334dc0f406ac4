import { Writable } from 'node:stream';
import { type Logger, pino } from 'pino';

export type Log = Logger;

/** Nothing secret reaches a log, whatever object is handed to it. */
const redact = [
  'password',
  'token',
  'secret',
  'authorization',
  'cookie',
  '*.password',
  '*.token',
  '*.refreshToken',
  '*.accessToken',
  '*.secret',
  '*.authorization',
  '*.cookie',
];

/** JSON lines on standard error; one readable line each when that is a terminal. */
export function createLog(level: string, isReadable: boolean): Log {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, redact, formatters: { level: (label) => ({ level: label }) } },
    isReadable ? readable() : process.stderr,
  );
}

export const silentLog = (): Log => pino({ level: 'silent' });

const colours: Readonly<Record<string, string>> = { trace: '90', debug: '90', info: '36', warn: '33', error: '31', fatal: '31' };

function readable(): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      try {
        const { level, time, msg, err, ...rest } = JSON.parse(chunk.toString()) as Record<string, unknown>;
        const fields = Object.entries(rest)
          .filter(([, value]) => value !== null && value !== undefined)
          .map(([key, value]) => `${key}=${typeof value === 'object' ? JSON.stringify(value) : String(value)}`);
        const fault = err !== undefined && err !== null ? ` (${String((err as { message?: unknown }).message)})` : '';
        process.stderr.write(
          `\u001b[90m${String(time).slice(11, 19)}\u001b[0m \u001b[${colours[String(level)] ?? '0'}m${String(level)}\u001b[0m ${String(msg ?? '')}${fault} \u001b[90m${fields.join(' ')}\u001b[0m\n`,
          () => done(),
        );
      } catch {
        process.stderr.write(chunk, () => done());
      }
    },
  });
}
