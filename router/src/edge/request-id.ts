import { randomUUID } from 'node:crypto';

const pattern = /^[\w.:-]{1,100}$/;

/** The client's `x-request-id` where it can stand in a log and a header as it is, else a new one. */
export const requestIdOf = (header: string | undefined): string => (header !== undefined && pattern.test(header) ? header : randomUUID());
