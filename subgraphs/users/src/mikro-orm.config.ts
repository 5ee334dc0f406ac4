import { ApiKey } from './api-keys/api-key.entity.ts';
import { EventRow } from './event-log.ts';
import { Invitation } from './members/invitation.entity.ts';
import { Membership } from './members/membership.entity.ts';
import { migrations } from './migrations.ts';
import { Installation } from './organizations/installation.entity.ts';
import { Organization } from './organizations/organization.entity.ts';
import { Credential } from './passwords/credential.entity.ts';
import { User } from './people/user.entity.ts';
import { OneTimeLink } from './sessions/one-time-link.entity.ts';
import { RefreshToken } from './sessions/refresh-token.entity.ts';
import { Session } from './sessions/session.entity.ts';
import { SignInLock } from './sessions/sign-in-lock.entity.ts';

export const definition = {
  subgraph: 'users',
  entities: [
    User,
    Credential,
    Organization,
    Installation,
    Membership,
    Invitation,
    ApiKey,
    Session,
    RefreshToken,
    SignInLock,
    OneTimeLink,
    EventRow,
  ],
  migrations,
};
