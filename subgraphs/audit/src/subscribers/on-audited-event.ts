import type { StoredEvent } from '@conhub/events';
import type { Entry } from '../log/append.ts';

/** The entry that an event of another subgraph becomes. Payloads hold ids, numbers and paths only, so they are its details. */
export function entryOfEvent(event: StoredEvent): Entry {
  const person = event.cause?.actor;
  return {
    id: event.id,
    organizationId: event.organizationId,
    action: event.type,
    outcome: event.outcome,
    actor: event.actor,
    onBehalfOf: person !== undefined && (person.kind === 'user' || person.kind === 'apiKey') ? person.id : null,
    subjectId: event.subjectId,
    requestId: event.requestId,
    ipAddress: event.ipAddress,
    userAgent: event.userAgent,
    details: event.payload,
    occurredAt: event.occurredAt,
  };
}
