import { type IdPrefix, isId, prefixes } from '@conhub/subgraph-kit';
import { z } from 'zod';

/** A revocation never waits behind a sync: everything but pages of content travels in `access`. */
export type Lane = 'access' | 'content';

export interface EventDefinition<Payload> {
  /** `subgraph.noun.past_verb`, never renamed. */
  readonly type: string;
  readonly version: number;
  readonly schema: z.ZodType<Payload>;
  readonly lane: Lane;
  /** Marked for audit: every such event becomes a leaf of the organization's audit log. */
  readonly audit: boolean;
  /** What the event is about: facts of one aggregate are parked together. Type is an id's prefix, or a word where there is no TypeID. */
  readonly aggregate: (payload: Payload) => { readonly type: string; readonly id: string };
  /** What audit shows as the subject; the aggregate unless said otherwise. Null for none. */
  readonly subject: (payload: Payload) => string | null;
}

export interface EventOptions<Payload> {
  readonly lane?: Lane;
  readonly audit?: boolean;
  /** An id (`usr_…`), or `{ type, id }` where the aggregate has no TypeID. */
  readonly aggregate: (payload: Payload) => string | { readonly type: string; readonly id: string };
  readonly subject?: (payload: Payload) => string | null;
}

/**
 * Payloads hold ids, enums, numbers, hashes and paths of documents; never a person's name, an address, a query or a text.
 * They carry state and version, not a difference, so that a handler can apply them "if newer" in any order.
 */
export function defineEvent<Payload>(
  type: string,
  version: number,
  schema: z.ZodType<Payload>,
  options: EventOptions<Payload>,
): EventDefinition<Payload> {
  if (!/^[a-z]+\.[a-z_]+\.[a-z_]+$/.test(type)) throw new Error(`An event's type is subgraph.noun.past_verb, not ${type}`);
  const aggregate = (payload: Payload): { type: string; id: string } => {
    const value = options.aggregate(payload);
    return typeof value === 'string' ? { type: value.slice(0, value.lastIndexOf('_')), id: value } : value;
  };
  return {
    type,
    version,
    schema,
    lane: options.lane ?? 'access',
    audit: options.audit ?? false,
    aggregate,
    subject: options.subject ?? ((payload) => aggregate(payload).id),
  };
}

// oxlint-disable-next-line no-explicit-any -- a list of definitions holds payloads of every kind
export type AnyEventDefinition = EventDefinition<any>;

/** A TypeID of one kind, as payloads hold it. */
export const TypeId = (prefix: IdPrefix) =>
  z
    .string()
    .refine((value) => isId(prefix, value), { message: `not the id of a ${prefixes[prefix]}` })
    .meta({ description: `The id of a ${prefixes[prefix]}`, pattern: `^${prefix}_[0-7][0-9a-hjkmnp-tv-z]{25}$` });
