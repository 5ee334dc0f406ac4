import { TypeId, defineEvent } from '@conhub/events';
import { z } from 'zod';

/** Documents of a source became searchable or went: its whole state, at most once a second, the last change always. */
export const SourceIndexed = defineEvent(
  'search.source.indexed',
  1,
  z.object({
    sourceId: TypeId('src'),
    pending: z.int().nonnegative(),
    indexed: z.int().nonnegative(),
    skipped: z.int().nonnegative(),
    failed: z.int().nonnegative(),
    documentCount: z.int().nonnegative().meta({ description: 'Documents in the digest' }),
    digest: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .meta({ description: 'Of what the index holds of the source' }),
  }),
  { lane: 'content', aggregate: (e) => e.sourceId },
);

/** Absolute, per organization, key and hour: saying it twice changes nothing. */
export const UsageRecorded = defineEvent(
  'search.usage.recorded',
  1,
  z.object({
    organizationId: TypeId('org'),
    key: z.enum(['SEARCHES', 'EMBEDDED_TOKENS']),
    hour: z.iso.datetime(),
    used: z.number().nonnegative(),
  }),
  { aggregate: (e) => ({ type: 'usage', id: `${e.organizationId}:${e.key}` }), subject: () => null },
);

const space = z.object({ organizationId: TypeId('org'), modelId: TypeId('model') });

/** Somebody has the index filled with another model. */
export const ReindexStarted = defineEvent('search.reindex.started', 1, space.extend({ isFutureOnly: z.boolean() }), {
  audit: true,
  aggregate: (e) => e.organizationId,
});

/** Somebody has given that up. */
export const ReindexCancelled = defineEvent('search.reindex.cancelled', 1, space, { audit: true, aggregate: (e) => e.organizationId });

/** The index answers with another model from here on. */
export const SpaceSwitched = defineEvent('search.space.switched', 1, space, { audit: true, aggregate: (e) => e.organizationId });

/** Queries are kept by their texts from here on, or no more. */
export const QueryRecordingChanged = defineEvent(
  'search.query_recording.changed',
  1,
  z.object({ organizationId: TypeId('org'), isEnabled: z.boolean() }),
  { audit: true, aggregate: (e) => e.organizationId },
);

export const definitions = [SourceIndexed, UsageRecorded, ReindexStarted, ReindexCancelled, SpaceSwitched, QueryRecordingChanged];
