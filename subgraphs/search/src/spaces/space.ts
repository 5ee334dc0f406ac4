import type { Sqlite } from '../index/store/sqlite.ts';

/**
 * The vectors of one model over an organization's chunks. SERVING answers searches: there is exactly one. FILLING is being made beside it;
 * RETIRED is on its way out, a slice at a time.
 */
export type SpaceStatus = 'FILLING' | 'SERVING' | 'RETIRED';

export interface SpaceRow {
  /** `model_…` */
  readonly model: string;
  readonly dimension: number;
  readonly status: SpaceStatus;
  /** It serves, and what was there when it began to is found by words alone. */
  readonly is_future_only: 0 | 1;
  /** That it serves has been said to the organization's log. */
  readonly is_told: 0 | 1;
}

export const spacesTable = `
  create table spaces (
    model text primary key,
    dimension integer not null,
    status text not null,
    is_future_only integer not null default 0,
    is_told integer not null default 0
  ) strict, without rowid;
`;

export const spaceRows = (sqlite: Sqlite): SpaceRow[] => sqlite.all<SpaceRow>('select * from spaces order by status desc, model');

export const putSpace = (sqlite: Sqlite, model: string, dimension: number, status: SpaceStatus, isFutureOnly = false): void => {
  sqlite.run(
    `insert into spaces (model, dimension, status, is_future_only) values (?, ?, ?, ?)
     on conflict (model) do update set dimension = excluded.dimension, status = excluded.status, is_future_only = excluded.is_future_only, is_told = 0`,
    model,
    dimension,
    status,
    isFutureOnly ? 1 : 0,
  );
};

/**
 * The space that serves: the one that did, else the given default's. An organization without documents goes with the default.
 * `no-model` is nobody's: it is never written down.
 */
export function servingSpace(
  sqlite: Sqlite,
  fallback: { readonly modelId: string; readonly dimension: number },
): { modelId: string; dimension: number } {
  const serving = sqlite.get<SpaceRow>(`select * from spaces where status = 'SERVING'`);
  const isEmpty = sqlite.get('select 1 from documents limit 1') === undefined;
  if (serving !== undefined && (!isEmpty || fallback.modelId === noModel)) return { modelId: serving.model, dimension: serving.dimension };
  if (fallback.modelId !== noModel) {
    sqlite.transaction(() => {
      sqlite.run(`update spaces set status = 'RETIRED' where status = 'SERVING'`);
      putSpace(sqlite, fallback.modelId, fallback.dimension, 'SERVING');
      sqlite.run(`update spaces set is_told = 1 where model = ?`, fallback.modelId);
    });
  }
  return fallback;
}

/** Stands where there has never been a model. */
export const noModel = 'no-model';
