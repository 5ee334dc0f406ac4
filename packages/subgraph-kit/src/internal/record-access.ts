import { z } from 'zod';
import type { SubgraphRequest } from '../subgraph.ts';

/** router → audit: a denial, or a read of something tagged `audited-read`. Buffered and flushed every second; a kill loses at most that second. */
export const accessRecord = z.object({
  outcome: z.enum(['SUCCESS', 'DENIED']),
  /** `Type.field`, for example `Document.text`. */
  field: z.string(),
  /** The entity that was read; null for a denied root field. */
  subjectId: z.string().nullable(),
  code: z.string().nullable(),
});

export type AccessRecord = z.infer<typeof accessRecord>;

/** Never throws and never waits: recording must not slow the answer down. */
export type RecordAccess = (record: AccessRecord, who: SubgraphRequest) => void;
