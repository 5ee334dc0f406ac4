import type { IncomingMessage } from 'node:http';
import { ForbiddenError, type RequestInfo, type SubgraphRoute, UnauthenticatedError } from '@conhub/subgraph-kit';
import type { Log } from '@conhub/subgraph-kit/log';
import { z } from 'zod';
import { addressKey } from '../limiting/address-key.ts';
import { isSameSecret } from '../sessions/secret.ts';
import { jsonRoute } from './json-route.ts';

/**
 * A POST of `{ token, … }` for programs on this machine that can read `operator.token`: users' own, and those of the installation around it.
 * 403 from elsewhere, 401 for another token, else as a `jsonRoute`.
 */
export type OperatorRoute = <Shape extends z.ZodRawShape>(
  path: string,
  shape: Shape,
  act: (input: z.infer<z.ZodObject<Shape>>, request: RequestInfo) => Promise<object>,
) => SubgraphRoute;

/** @param operatorToken null: nobody is let in */
export function createOperatorRoute(log: Log, operatorToken: string | null): OperatorRoute {
  function requireOperator(candidate: string, incoming: IncomingMessage, request: RequestInfo): void {
    // Behind a proxy on this machine the socket is local and the client is not: both must be.
    if (!isLoopback(incoming.socket.remoteAddress ?? null) || !isLoopback(request.ipAddress)) {
      throw new ForbiddenError('This is for programs on the machine that ConHub runs on');
    }
    if (operatorToken === null || !isSameSecret(candidate, operatorToken))
      throw new UnauthenticatedError('That is not the operator token of this start');
  }

  return <Shape extends z.ZodRawShape>(
    path: string,
    shape: Shape,
    act: (input: z.infer<z.ZodObject<Shape>>, request: RequestInfo) => Promise<object>,
  ) =>
    jsonRoute(
      path,
      z.object({ ...shape, token: z.string().min(1).max(512) }) as unknown as z.ZodType<z.infer<z.ZodObject<Shape>> & { token: string }>,
      log,
      async (input, incoming, request) => {
        requireOperator(input.token, incoming, request);
        return act(input, request);
      },
    );
}

const isLoopback = (address: string | null): boolean => {
  if (address === null) return false;
  const key = addressKey(address);
  return key.startsWith('127.') || /^(?:::1|(?:0:){7}1)$/.test(address);
};
