import { createEventLog } from '@conhub/events';

export const { EventRow, emit } = createEventLog('search');
