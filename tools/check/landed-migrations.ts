import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { filesAt, lastRelease } from './baseline.ts';
import type { Check } from './check.ts';

/** A migration that was released has run somewhere: changing it would make two kinds of database. */
export const landedMigrations: Check = {
  name: 'landed migrations',
  async run(root) {
    const release = lastRelease(root);
    if (release === null) return [];
    return [...filesAt(root, release, 'subgraphs')].flatMap(([file, text]) => {
      if (!/^subgraphs\/[^/]+\/migrations\/\d{4}-/.test(file)) return [];
      const current = path.join(root, file);
      return existsSync(current) && readFileSync(current, 'utf8') === text
        ? []
        : [`${file} was released with ${release} and is never changed: write another`];
    });
  },
};
