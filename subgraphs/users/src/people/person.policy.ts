import { ForbiddenError, UnauthenticatedError, type UserViewer, type Viewer, hasScope } from '@conhub/subgraph-kit';

/** Who acts, once it is certain that they may. */
export interface Acting {
  readonly userId: string;
  readonly organizationId: string;
}

/** For what belongs to a person and not to an organization. API keys are refused: a leaked key must not become a session. */
export function requirePerson(viewer: Viewer): UserViewer {
  if (viewer.kind === 'anonymous') throw new UnauthenticatedError();
  if (viewer.kind !== 'user') throw new ForbiddenError('This is for persons who are signed in, not for API keys');
  return viewer;
}

/** For what is done in an organization, by a person or a key. */
export function requireScope(viewer: Viewer, scope: string): Acting {
  const acting = requireMember(viewer);
  if (!hasScope(viewer, scope)) throw new ForbiddenError(`This takes the scope ${scope}`);
  return acting;
}

export function requireMember(viewer: Viewer): Acting {
  if (viewer.kind === 'anonymous') throw new UnauthenticatedError();
  if (viewer.kind === 'service') throw new ForbiddenError('This is for people and their keys');
  if (viewer.organizationId === null) throw new ForbiddenError('You are not a member of any organization');
  return { userId: viewer.userId, organizationId: viewer.organizationId };
}
