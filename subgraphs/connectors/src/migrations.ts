import type { MigrationObject } from '@mikro-orm/core';
import { Migration0001 } from '../migrations/0001-initial.ts';
import { Migration0002 } from '../migrations/0002-extraction.ts';
import { Migration0003 } from '../migrations/0003-revisions.ts';
import { Migration0004 } from '../migrations/0004-uploads.ts';
import { Migration0005 } from '../migrations/0005-authors.ts';

/** In order; one that has landed is never changed. */
export const migrations: MigrationObject[] = [
  { name: '0001-initial', class: Migration0001 },
  { name: '0002-extraction', class: Migration0002 },
  { name: '0003-revisions', class: Migration0003 },
  { name: '0004-uploads', class: Migration0004 },
  { name: '0005-authors', class: Migration0005 },
];
