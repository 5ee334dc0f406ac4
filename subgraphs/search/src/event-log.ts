import { createConsumerTables, createEventLog } from '@conhub/events';

export const { EventRow, emit } = createEventLog('search');
export const consumerTables = createConsumerTables('search');
