import type { SubgraphRoute } from '@conhub/subgraph-kit';
import { z } from 'zod';
import type { Services } from '../services.ts';
import { jsonRoute } from './json-route.ts';
import type { Operator } from './operator.ts';
import type { OperatorRoute } from './operator-route.ts';
import { redeemLink } from './redeem-link.ts';

const email = z.string().min(3).max(254);

/** What the operator asks of users, and where a browser redeems the sign-in link. */
export function operatorRoutes(services: Services, operator: Operator, operatorRoute: OperatorRoute): readonly SubgraphRoute[] {
  return [
    operatorRoute('/operator/session', { email: email.optional() }, (input, request) => operator.openSession(input, request)),
    operatorRoute('/operator/link', { email: email.optional() }, (input, request) => operator.createLink(input, request)),
    operatorRoute('/operator/password', { email }, (input, request) => operator.resetPassword(input, request)),
    operatorRoute(
      '/operator/setup',
      { organizationName: z.string().optional(), displayName: z.string().optional(), email: z.email().max(254).optional() },
      (input, request) => operator.setUp(input, request),
    ),
    jsonRoute('/session/link', z.object({ token: z.string().min(1).max(512) }), services.log, (input, _incoming, request) =>
      redeemLink(services, input.token, request),
    ),
  ];
}
