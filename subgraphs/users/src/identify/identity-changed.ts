import type { Broadcast } from '@conhub/events';

/** Broadcast after the commit that changed who somebody is. All that is given must match; nothing given matches everybody. */
export interface IdentityChanged {
  readonly userId?: string;
  readonly organizationId?: string;
  readonly sessionId?: string;
  readonly apiKeyId?: string;
}

const channel = 'identity.changed';

export const identityChanged = (broadcast: Broadcast, change: IdentityChanged): void => broadcast.publish(channel, change);

export const onIdentityChanged = (broadcast: Broadcast, listener: (change: IdentityChanged) => void): (() => void) =>
  broadcast.subscribe(channel, (message) => listener(message as IdentityChanged));

/**
 * Whether the change concerns somebody of whom this much is known. A person without an organization is concerned by changes in any (one
 * may be theirs now); a session is not concerned by a key's end, nor a key by a session's.
 */
export const concerns = (change: IdentityChanged, who: IdentityChanged): boolean =>
  (change.userId === undefined || change.userId === who.userId) &&
  (change.sessionId === undefined || change.sessionId === who.sessionId) &&
  (change.apiKeyId === undefined || change.apiKeyId === who.apiKeyId) &&
  (change.organizationId === undefined || who.organizationId === undefined || change.organizationId === who.organizationId);
