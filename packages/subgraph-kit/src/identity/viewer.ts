/**
 * Who is asking. One request is for one organization; a person without a membership has none.
 * The GraphQL type `Viewer` is another thing: an object, null for `anonymous`.
 */
export type Viewer = AnonymousViewer | UserViewer | ApiKeyViewer | ServiceViewer;

export interface AnonymousViewer {
  readonly kind: 'anonymous';
}

/** A person with a session. `organizationId`, `membershipId` and `roleKey` are null together: a person without a membership. */
export interface UserViewer {
  readonly kind: 'user';
  /** `usr_…` */
  readonly userId: string;
  /** `ses_…` */
  readonly sessionId: string;
  /** `org_…` */
  readonly organizationId: string | null;
  /** `mem_…` */
  readonly membershipId: string | null;
  readonly roleKey: string | null;
  readonly scopes: readonly string[];
  readonly teamIds: readonly string[];
}

/** An API key acts as its creator, capped by its own scopes, and ends with the creator's membership. */
export interface ApiKeyViewer {
  readonly kind: 'apiKey';
  /** `key_…` */
  readonly apiKeyId: string;
  /** The creator, `usr_…` */
  readonly userId: string;
  readonly organizationId: string;
  readonly scopes: readonly string[];
  readonly teamIds: readonly string[];
}

/** A job, a subscriber, or another subgraph. It holds every scope; what it may read is decided by the use case. */
export interface ServiceViewer {
  readonly kind: 'service';
  /** For example `search`, `connectors.sync`. */
  readonly name: string;
  readonly organizationId: string | null;
  /** What set it going, so that audit can say "started by Ann's click". */
  readonly cause?: Cause;
}

/** The person or key behind a service's act, and the request it came with. */
export interface Cause {
  readonly actor: Actor;
  readonly requestId: string | null;
}

/** As it stands in an event's envelope. `id` is a TypeID, or a service's name. */
export type Actor =
  | { readonly kind: 'user'; readonly id: string }
  | { readonly kind: 'apiKey'; readonly id: string }
  | { readonly kind: 'service'; readonly name: string }
  | { readonly kind: 'anonymous' };

export const anonymous: AnonymousViewer = { kind: 'anonymous' };

export const service = (name: string, organizationId: string | null = null, cause?: Cause): ServiceViewer =>
  cause === undefined ? { kind: 'service', name, organizationId } : { kind: 'service', name, organizationId, cause };

export function actorOf(viewer: Viewer): Actor {
  switch (viewer.kind) {
    case 'anonymous':
      return { kind: 'anonymous' };
    case 'user':
      return { kind: 'user', id: viewer.userId };
    case 'apiKey':
      return { kind: 'apiKey', id: viewer.apiKeyId };
    case 'service':
      return { kind: 'service', name: viewer.name };
  }
}

export const organizationOf = (viewer: Viewer): string | null => (viewer.kind === 'anonymous' ? null : viewer.organizationId);

/** The person whose eyes a read is done with: also behind an API key. Null for services and anonymous. */
export const personOf = (viewer: Viewer): string | null => (viewer.kind === 'user' || viewer.kind === 'apiKey' ? viewer.userId : null);

export const hasScope = (viewer: Viewer, scope: string): boolean =>
  viewer.kind === 'service' || ((viewer.kind === 'user' || viewer.kind === 'apiKey') && viewer.scopes.includes(scope));
