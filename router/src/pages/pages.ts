import type { Exchange } from '../edge/exchange.ts';

export async function answerPage(_exchange: Exchange): Promise<boolean> {
  return false;
}
