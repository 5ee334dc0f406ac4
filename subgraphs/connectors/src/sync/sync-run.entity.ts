import type { Actor, Cause } from '@conhub/subgraph-kit';
import { createdAt, idColumn, organizationFilter, primaryId, tenantPolicies, timestamp } from '@conhub/subgraph-kit/database';
import { defineEntity, p } from '@mikro-orm/core';
import type { StoredProblem } from '../problems.ts';

export type SyncRunStatus = 'QUEUED' | 'RUNNING' | 'WAITING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';
export type SyncPhase = 'DISCOVERING' | 'FETCHING' | 'RECONCILING' | 'DONE';
export type SyncTrigger = 'MANUAL' | 'SCHEDULE' | 'WEBHOOK' | 'WATCH' | 'FIRST';

export const liveStatuses: readonly SyncRunStatus[] = ['QUEUED', 'RUNNING', 'WAITING'];
const liveList = `('QUEUED', 'RUNNING', 'WAITING')`;

const SyncRunSchema = defineEntity({
  name: 'SyncRun',
  tableName: 'sync_runs',
  policies: tenantPolicies('connectors'),
  filters: { organization: organizationFilter },
  properties: {
    id: primaryId('run'),
    organizationId: idColumn('org'),
    sourceId: idColumn('src'),
    accountId: idColumn('acc'),
    status: p.text().$type<SyncRunStatus>(),
    phase: p.text().$type<SyncPhase>(),
    trigger: p.text().$type<SyncTrigger>(),
    startedBy: p.json<Actor>(),
    cause: p.json<Cause>().nullable(),
    isFull: p.boolean(),
    /** The baseline that `isFull` asks for has begun: a resumed run does not begin it again. */
    hasBaseline: p.boolean().default(false),
    /** How often it has waited for the provider in a row. */
    waits: p.integer().default(0),
    isCancelRequested: p.boolean().default(false),
    discovered: p.integer().default(0),
    fetched: p.integer().default(0),
    skipped: p.integer().default(0),
    moved: p.integer().default(0),
    deleted: p.integer().default(0),
    failed: p.integer().default(0),
    bytes: p.bigint('number').default(0),
    /** Files left out, by reason. */
    keptOut: p.json<Record<string, number>>(),
    estimatedRemaining: p.integer().nullable(),
    problem: p.json<StoredProblem>().nullable(),
    queuedAt: createdAt(),
    startedAt: timestamp().nullable(),
    finishedAt: timestamp().nullable(),
    /** When the process that runs it was last alive. */
    heartbeatAt: timestamp().nullable(),
  },
  indexes: [
    { properties: ['organizationId', 'queuedAt'] },
    { properties: ['sourceId', 'queuedAt'] },
    { properties: ['status', 'heartbeatAt'] },
  ],
  uniques: [{ name: 'sync_runs_one_per_source', properties: ['sourceId'], where: `status in ${liveList}` }],
});

/** One reading of a source: QUEUED → RUNNING ⇄ WAITING → SUCCEEDED | FAILED | CANCELLED. */
export class SyncRun extends SyncRunSchema.class {
  isLive(): boolean {
    return liveStatuses.includes(this.status);
  }

  wait(problem: StoredProblem): void {
    this.status = 'WAITING';
    this.waits += 1;
    this.problem = problem;
    this.heartbeatAt = null;
  }

  finish(status: 'SUCCEEDED' | 'FAILED' | 'CANCELLED', at: Date, problem: StoredProblem | null = null): void {
    this.status = status;
    this.phase = 'DONE';
    this.problem = problem;
    this.finishedAt = at;
    this.estimatedRemaining = status === 'SUCCEEDED' ? 0 : null;
    this.heartbeatAt = null;
  }
}
SyncRunSchema.setClass(SyncRun);
