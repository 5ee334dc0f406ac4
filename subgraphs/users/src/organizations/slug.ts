import { randomInt } from 'node:crypto';
import type { FieldFault } from '@conhub/subgraph-kit';

const lengthMax = 40;
const pattern = /^(?=.{2,40}$)[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Null when it will do. A slug has no underscore, so it is never taken for an id. */
export const slugFault = (slug: string, path: readonly string[]): FieldFault | null =>
  pattern.test(slug)
    ? null
    : { path, code: 'INVALID', message: `${path.join('.')} is 2 to 40 lower-case letters, digits and single hyphens between them` };

/** From a name: `Müller & Söhne` → `muller-sohne`. Names without a Latin letter give `hub`. */
export function slugOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, lengthMax)
    .replaceAll(/^-+|-+$/g, '');
  return slug.length >= 2 ? slug : 'hub';
}

/** For a slug that is taken. */
export const anotherSlug = (slug: string): string =>
  `${slug.slice(0, lengthMax - 6).replace(/-+$/, '')}-${String(randomInt(100_000)).padStart(5, '0')}`;
