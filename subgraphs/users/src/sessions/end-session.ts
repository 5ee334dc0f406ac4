import { BadUserInputError, NotFoundError, type UserViewer, parseId } from '@conhub/subgraph-kit';
import type { Context } from '../context.ts';
import { emit } from '../event-log.ts';
import { SessionEnded } from '../events.ts';
import { identityChanged } from '../identify/identity-changed.ts';
import { requirePerson } from '../people/person.policy.ts';
import { Session, type SessionEndReason } from './session.entity.ts';

export interface EndSessionInput {
  readonly sessionId: string | null;
  readonly allOthers: boolean;
}

/** Ends sessions with the next flush; the caller flushes and then says so with `sayEnded`. */
export function endSessions(context: Context, sessions: readonly Session[], reason: SessionEndReason): void {
  for (const session of sessions) {
    session.end(context.services.now(), reason);
    emit(context, SessionEnded, { sessionId: session.id, userId: session.userId, reason });
  }
}

export function sayEnded({ services, request, viewer }: Context, sessions: readonly Session[]): void {
  for (const session of sessions) {
    identityChanged(services.broadcast, { sessionId: session.id });
    if (viewer.kind === 'user' && viewer.sessionId === session.id && session.kind === 'COOKIE') request.setSessionCookie?.(null, null);
  }
}

export async function otherSessions({ em, services }: Context, { userId, sessionId }: UserViewer): Promise<Session[]> {
  const sessions = await em.find(Session, { userId, endedAt: null, id: { $ne: sessionId } });
  return sessions.filter((session) => session.isLive(services.now()));
}

/** Ends one of the person's sessions, or all but this one. Answers the ids of those that were live. */
export async function endSession(context: Context, input: EndSessionInput): Promise<readonly string[]> {
  const viewer = requirePerson(context.viewer);
  if (input.allOthers === (input.sessionId !== null)) {
    throw BadUserInputError.of(['input', 'sessionId'], 'ONE_OF', 'Name a session, or end all others: one of the two');
  }
  const sessions = input.sessionId === null ? await otherSessions(context, viewer) : [await own(context, input.sessionId)];
  endSessions(context, sessions, 'ENDED_BY_PERSON');
  await context.em.flush();
  sayEnded(context, sessions);
  return sessions.map((session) => session.id);
}

async function own(context: Context, sessionId: string): Promise<Session> {
  const session = await context.loaders.sessions.load(parseId('ses', sessionId, ['input', 'sessionId']));
  if (session === null) throw new NotFoundError();
  return session;
}

/** Ends the session of this request. Null when it had ended already. */
export async function signOut(context: Context): Promise<string | null> {
  const viewer = requirePerson(context.viewer);
  const session = await context.loaders.sessions.load(viewer.sessionId);
  const sessions = session === null ? [] : [session];
  endSessions(context, sessions, 'SIGNED_OUT');
  await context.em.flush();
  sayEnded(context, sessions);
  return session?.id ?? null;
}
