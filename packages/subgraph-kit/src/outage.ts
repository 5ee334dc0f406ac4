/** SQLSTATE and system codes of a database (or another service) that is not there, is starting, stopping, or full. */
const codes: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  '08000',
  '08001',
  '08003',
  '08004',
  '08006',
  '57P01',
  '57P02',
  '57P03',
  '53300',
]);

const messages =
  /timeout exceeded when trying to connect|Connection terminated|Query read timeout|Client has encountered a connection error/;

/**
 * Whether a failure means that something this process needs does not answer now: nobody's fault, and over when it is back.
 * Looks through `cause`, `originalError` and `previous`, where drivers and GraphQL keep the first error.
 */
export function isOutage(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 5) return false;
  const { code, syscall, message, cause, originalError, previous } = error as Record<string, unknown>;
  if (typeof code === 'string' && (codes.has(code) || (code === 'ENOENT' && syscall === 'connect'))) return true;
  if (typeof message === 'string' && messages.test(message)) return true;
  return [cause, originalError, previous].some((inner) => isOutage(inner, depth + 1));
}
