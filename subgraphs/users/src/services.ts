import type { Broadcast } from '@conhub/events';
import type { PlanLimits, Viewer } from '@conhub/subgraph-kit';
import type { Database } from '@conhub/subgraph-kit/database';
import type { Log } from '@conhub/subgraph-kit/log';
import type { Limiter } from './limiting/limiter.ts';
import type { Mail } from './mail/mail.ts';
import type { SetupToken } from './organizations/setup-token.ts';
import type { PasswordHasher } from './passwords/password-hasher.ts';
import type { AccessTokens } from './sessions/access-token.ts';

/** What use cases need beside the request: made once per process. */
export interface Services {
  readonly database: Pick<Database, 'system'> & { fork(viewer: Viewer): ReturnType<Database['fork']> };
  readonly passwords: PasswordHasher;
  readonly accessTokens: AccessTokens;
  readonly limiter: Limiter;
  readonly broadcast: Broadcast;
  readonly limits: PlanLimits;
  readonly mail: Mail;
  readonly setup: SetupToken;
  readonly publicUrl: string;
  readonly registration: 'closed' | 'open';
  readonly log: Log;
  readonly now: () => Date;
}
