import { ForbiddenError, UnauthenticatedError, hasScope, parseId, type IdPrefix } from '@conhub/subgraph-kit';
import type { Context } from '../context.ts';

/** The scopes of a root field, checked here as well as at the router: any of them will do, none means signed in. */
export function admit({ viewer }: Context, ...anyOf: string[]): void {
  if (viewer.kind === 'anonymous') throw new UnauthenticatedError();
  if (anyOf.length > 0 && !anyOf.some((scope) => hasScope(viewer, scope)))
    throw new ForbiddenError(`This needs the scope ${anyOf.join(' or ')}`);
}

export const manage = ['accounts:connect', 'sources:manage'] as const;

/** An optional id of an input. */
export const optionalId = (prefix: IdPrefix, id: string | null | undefined, path: readonly (string | number)[]): string | null =>
  id === null || id === undefined ? null : parseId(prefix, id, path);
