import type { Person } from './people.ts';

export type Visibility = 'OWNER' | 'SHARED' | 'ORGANIZATION';

/** A source as the rules of access see it. */
export interface ModelSource {
  readonly id: string;
  readonly organizationId: string;
  readonly owner: Person;
  readonly provider: 'folder' | 'note' | 'upload';
  visibility: Visibility;
  grantees: ReadonlySet<string>;
  isRemoved: boolean;
  /** Text by path. */
  readonly files: Map<string, string>;
}

export interface Model {
  readonly sources: ModelSource[];
  /** Role by person's id; absent for somebody who is no member of any organization here. */
  readonly roles: Map<string, string>;
}

/** The whole rule of who may read a source's documents. */
export function mayRead(model: Model, person: Person, source: ModelSource): boolean {
  if (source.isRemoved || !model.roles.has(person.userId) || person.organizationId !== source.organizationId) return false;
  if (source.owner.userId === person.userId || source.visibility === 'ORGANIZATION') return true;
  return source.visibility === 'SHARED' && source.grantees.has(person.userId);
}

/** Who may know that a source is there: also whoever manages sources. */
export function maySee(model: Model, person: Person, source: ModelSource): boolean {
  if (mayRead(model, person, source)) return true;
  const isManager = ['OWNER', 'ADMIN'].includes(model.roles.get(person.userId) ?? '');
  return !source.isRemoved && isManager && person.organizationId === source.organizationId;
}

/** What a person can read, as `source path: text`. */
export const readable = (model: Model, person: Person): string[] =>
  model.sources
    .filter((source) => mayRead(model, person, source))
    .flatMap((source) => [...source.files].map(([path, text]) => `${source.id} ${path}: ${text}`))
    .toSorted();
