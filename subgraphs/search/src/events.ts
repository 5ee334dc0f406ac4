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

export const definitions = [SourceIndexed, UsageRecorded];
