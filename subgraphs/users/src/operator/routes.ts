import type { IncomingMessage } from 'node:http';
import { ForbiddenError, type RequestInfo, type SubgraphRoute, UnauthenticatedError } from '@conhub/subgraph-kit';
import { z } from 'zod';
import { addressKey } from '../limiting/address-key.ts';
import type { Services } from '../services.ts';
import { isSameSecret } from '../sessions/secret.ts';
import { jsonRoute } from './json-route.ts';
import type { Operator } from './operator.ts';
import { redeemLink } from './redeem-link.ts';

const token = z.string().min(1).max(512);
const email = z.string().min(3).max(254);

/**
 * The operator's door: for programs on this machine that can read `operator.token`. And where a browser redeems the sign-in link.
 *
 * @param operatorToken null: there is no such door
 */
export function operatorRoutes(services: Services, operator: Operator, operatorToken: string | null): readonly SubgraphRoute[] {
  const { log } = services;

  function requireOperator(candidate: string, incoming: IncomingMessage, request: RequestInfo): void {
    // Behind a proxy on this machine the socket is local and the client is not: both must be.
    if (!isLoopback(incoming.socket.remoteAddress ?? null) || !isLoopback(request.ipAddress)) {
      throw new ForbiddenError('This is for programs on the machine that ConHub runs on');
    }
    if (operatorToken === null || !isSameSecret(candidate, operatorToken))
      throw new UnauthenticatedError('That is not the operator token of this start');
  }

  const operatorRoute = <Shape extends z.ZodRawShape>(
    path: string,
    shape: Shape,
    act: (input: z.infer<z.ZodObject<Shape>>, request: RequestInfo) => Promise<object>,
  ): SubgraphRoute =>
    jsonRoute(
      path,
      z.object({ ...shape, token }) as unknown as z.ZodType<z.infer<z.ZodObject<Shape>> & { token: string }>,
      log,
      async (input, incoming, request) => {
        requireOperator(input.token, incoming, request);
        return act(input, request);
      },
    );

  return [
    operatorRoute('/operator/session', { email: email.optional() }, (input, request) => operator.openSession(input, request)),
    operatorRoute('/operator/link', { email: email.optional() }, (input, request) => operator.createLink(input, request)),
    operatorRoute('/operator/password', { email }, (input, request) => operator.resetPassword(input, request)),
    operatorRoute(
      '/operator/setup',
      { organizationName: z.string().optional(), displayName: z.string().optional(), email: z.email().max(254).optional() },
      (input, request) => operator.setUp(input, request),
    ),
    jsonRoute('/session/link', z.object({ token }), log, (input, _incoming, request) => redeemLink(services, input.token, request)),
  ];
}

const isLoopback = (address: string | null): boolean => {
  if (address === null) return false;
  const key = addressKey(address);
  return key.startsWith('127.') || /^(?:::1|(?:0:){7}1)$/.test(address);
};
