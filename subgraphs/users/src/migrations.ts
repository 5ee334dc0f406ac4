import type { MigrationObject } from '@mikro-orm/core';
import { Migration0001 } from '../migrations/0001-initial.ts';

/** In their order; none is changed once it has landed. */
export const migrations: readonly MigrationObject[] = [{ name: '0001-initial', class: Migration0001 }];
