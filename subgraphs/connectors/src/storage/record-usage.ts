import { type EmitContext } from '@conhub/events';
import { emit } from '../event-log.ts';
import { UsageRecorded } from '../events.ts';
import type { Services } from '../services.ts';

const hourMs = 3_600_000;

/** Says how much of a quota an organization uses now: absolute, so that saying it twice changes nothing. */
export function recordUsage(
  context: EmitContext,
  { clock }: Pick<Services, 'clock'>,
  organizationId: string,
  key: 'SOURCES' | 'DOCUMENTS' | 'STORAGE_BYTES',
  used: number,
): void {
  const hour = new Date(Math.floor(clock.now().getTime() / hourMs) * hourMs).toISOString();
  emit(context, UsageRecorded, { organizationId, key, hour, used }, { organizationId });
}
