import type { PlanLimits, Subgraph } from '@conhub/subgraph-kit';
import { type Database, type DatabaseConnection, type DatabaseOptions, migrate, openDatabase } from '@conhub/subgraph-kit/database';
import type { Log } from '@conhub/subgraph-kit/log';
import type { Broadcast } from './broadcast.ts';
import type { AnyEventDefinition } from './define-event.ts';
import { type EventReader, createEventReader } from './reader.ts';

/** What both ways of running hand to every subgraph. */
export interface Engines {
  readonly connection: DatabaseConnection;
  readonly broadcast: Broadcast;
  readonly log: Log;
  /** What applies until billing says something else. */
  readonly limits: PlanLimits;
  /** Another subgraph's event log. May be asked from `start()` on, when all subgraphs exist. */
  facts(producer: string): EventReader;
}

/** A subgraph that says something: its log and what it can say. */
export interface FactSubgraph extends Subgraph {
  readonly reader: EventReader;
  readonly definitions: readonly AnyEventDefinition[];
}

export interface OpenedDatabase {
  readonly database: Database;
  readonly reader: EventReader;
}

/** Migrates, opens, and wires commits to the readers of the subgraph's own log. */
export async function openSubgraphDatabase(options: DatabaseOptions): Promise<OpenedDatabase> {
  await migrate(options);
  let wake = (): void => {};
  const database = await openDatabase({ ...options, onCommit: () => wake() });
  const reader = createEventReader(options.subgraph, database);
  wake = () => reader.wake();
  return { database, reader };
}
