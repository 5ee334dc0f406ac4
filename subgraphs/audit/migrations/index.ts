import type { MigrationObject } from '@mikro-orm/core';
import { Migration0001 } from './0001-initial.ts';

/** In order. One that has landed is never changed. */
export const migrations: MigrationObject[] = [{ name: '0001-initial', class: Migration0001 }];
