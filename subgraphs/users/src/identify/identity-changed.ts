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

/** Whether the change concerns somebody of whom this much is known. */
export const concerns = (change: IdentityChanged, who: IdentityChanged): boolean =>
  (['userId', 'organizationId', 'sessionId', 'apiKeyId'] as const).every(
    (key) => change[key] === undefined || who[key] === undefined || change[key] === who[key],
  );
