import { createConsumerTables } from '@conhub/events';

/** Where audit keeps how far it has read the other subgraphs' logs. */
export const consumerTables = createConsumerTables('audit');
