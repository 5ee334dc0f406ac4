import { z } from 'zod';
import type { Viewer } from '../identity/viewer.ts';
import type { RequestInfo } from '../request-info.ts';

/** router → users: who is asking. At most one of token and cookie; neither is anonymous. */
export const identifyRequest = z.object({
  /** A JWT access token, or an API key (`chk_…`). */
  bearer: z.string().max(4_096).nullable(),
  /** The secret of a cookie session. */
  sessionCookie: z.string().max(512).nullable(),
  /** `conhub-organization`: an id or a slug. */
  organization: z.string().max(128).nullable(),
});

export type IdentifyRequest = z.infer<typeof identifyRequest>;

/** @throws DomainError UNAUTHENTICATED for a token that is not valid; FORBIDDEN for an organization the person is not in. */
export type Identify = (credentials: IdentifyRequest, request: RequestInfo) => Promise<Viewer>;
