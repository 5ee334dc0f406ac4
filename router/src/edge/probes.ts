import { answerJson, type Exchange } from './exchange.ts';
import type { EdgeOptions } from './options.ts';

/** A check that hangs is a problem itself. */
const checksTimeoutMs = 5_000;

/** `/health`: the process lives and its event loop turns. Asks nobody. */
export const answerHealth = (exchange: Exchange): void => answerJson(exchange, 200, { status: 'ok' });

/** `/ready`: every part works. 503 with a sentence for each that does not. */
export async function answerReady(
  { options, isDraining }: { options: EdgeOptions; isDraining: boolean },
  exchange: Exchange,
): Promise<void> {
  if (isDraining) return answerJson(exchange, 503, { status: 'draining', checks: [] });
  const { promise: late, resolve } = Promise.withResolvers<{ name: string; problem: string | null }[]>();
  const timer = setTimeout(
    () => resolve([{ name: 'checks', problem: `The checks took longer than ${checksTimeoutMs / 1000} seconds` }]),
    checksTimeoutMs,
  );
  let checks: readonly { name: string; problem: string | null }[];
  try {
    checks = await Promise.race([options.checks(), late]);
  } catch (error) {
    options.log.error({ requestId: exchange.request.id, err: error }, 'the checks failed');
    checks = [{ name: 'checks', problem: 'The checks themselves failed; the log says why' }];
  } finally {
    clearTimeout(timer);
  }
  const isReady = checks.every(({ problem }) => problem === null);
  answerJson(exchange, isReady ? 200 : 503, { status: isReady ? 'ready' : 'not ready', checks });
}
