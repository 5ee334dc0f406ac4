import type { RequestInfo } from '@conhub/subgraph-kit';
import { addressKey } from './address-key.ts';
import type { Rule } from './limiter.ts';

const minuteMs = 60_000;

/** Five tries a minute from one address at anything that can be guessed: passwords, set-up, invitation and link tokens. */
export const fromAddress = (request: RequestInfo): Rule => ({
  key: `address:${addressKey(request.ipAddress)}`,
  limit: 5,
  windowMs: minuteMs,
});

/** Five tries a minute at one account. A device that the person has signed in on before has five of its own, which nobody else can use up. */
export const atAccount = (emailHash: string, knownDevice: string | null): Rule => ({
  key: knownDevice === null ? `account:${emailHash}` : `device:${knownDevice}`,
  limit: 5,
  windowMs: minuteMs,
});

export const atSetup: Rule = { key: 'setup', limit: 5, windowMs: minuteMs };

export const ofSession = (sessionId: string): Rule => ({ key: `refresh:${sessionId}`, limit: 60, windowMs: minuteMs });
