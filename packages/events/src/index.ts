export { type AnyEventDefinition, type EventDefinition, type Lane, TypeId, defineEvent } from './define-event.ts';
export { type Cursor, type Outcome, type StoredEvent, origin } from './stored-event.ts';
export { type EmitContext, type EmitOptions, createEventLog } from './event-log.ts';
export { type EventReader, type ReadOptions, createEventReader } from './reader.ts';
export { type Consumer, type ConsumerOptions, type ConsumerStore, cursorOf, startConsumer } from './consumer.ts';
export { type EventHandler, createConsumerTables, createPostgresStore, moveCursor, on } from './postgres-store.ts';
export { type Broadcast, createLocalBroadcast } from './broadcast.ts';
export { type Engines, type FactSubgraph, type OpenedDatabase, openSubgraphDatabase } from './engines.ts';
