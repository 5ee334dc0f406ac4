import { type Consumer, type Engines, TypeId, createPostgresStore, on, startConsumer } from '@conhub/events';
import { z } from 'zod';
import type { Services } from '../services.ts';
import { Source } from '../sources/source.entity.ts';
import { stopRun } from '../sync/cancel-sync.ts';
import { SyncRun } from '../sync/sync-run.entity.ts';
import { MembershipCreated, MembershipRemoved, onMembershipCreated, onMembershipRemoved } from './on-membership.ts';

const SourceIndexed = {
  type: 'search.source.indexed',
  schema: z.object({ sourceId: TypeId('src'), pending: z.number().optional() }),
} as const;

/** What connectors hear: who comes and goes, and how far the index is. */
export function startSubscribers(services: Services, engines: Pick<Engines, 'facts' | 'log'>): Consumer[] {
  const { database, progress, log } = services;

  /** Runs end after the transaction that took their account's owner away. */
  async function afterRemoval(runIds: readonly string[]): Promise<void> {
    for (const id of runIds) {
      const run = await database.system().findOne(SyncRun, { id });
      if (run !== null) await stopRun(services, run);
    }
    void services.watchers.refresh();
  }

  const members = createPostgresStore(
    'connectors',
    database,
    Object.fromEntries([
      on(MembershipCreated, (em, payload) => onMembershipCreated(em, payload)),
      on(MembershipRemoved, async (em, payload) => {
        const runIds = await onMembershipRemoved(services, em, payload);
        setImmediate(
          () =>
            void afterRemoval(runIds).catch((error: unknown) =>
              log.warn({ err: error }, 'The runs of a removed member could not be stopped at once'),
            ),
        );
      }),
    ]),
  );
  const indexed = createPostgresStore(
    'connectors',
    database,
    Object.fromEntries([
      on(SourceIndexed, async (em, { sourceId, pending }) => {
        const source = await em.findOne(Source, { id: sourceId });
        // The newest run looks different now: its indexing is part of its progress.
        if (source !== null) progress.changed(source.organizationId, source.id, pending === undefined || pending === 0);
      }),
    ]),
  );
  return [
    startConsumer({
      reader: engines.facts('users'),
      lane: 'access',
      store: members,
      types: [MembershipCreated.type, MembershipRemoved.type],
      log,
    }),
    startConsumer({ reader: engines.facts('search'), lane: 'content', store: indexed, types: [SourceIndexed.type], log }),
  ];
}
