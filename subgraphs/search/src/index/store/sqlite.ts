import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';

export type Row = Record<string, null | number | bigint | string | Uint8Array>;

/** A connection whose statements are prepared once. */
export interface Sqlite {
  readonly database: DatabaseSync;
  run(sql: string, ...values: SQLInputValue[]): number;
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- a row's shape is the statement's, which only its caller knows
  get<T = Row>(sql: string, ...values: SQLInputValue[]): T | undefined;
  all<T = Row>(sql: string, ...values: SQLInputValue[]): T[];
  iterate<T = Row>(sql: string, ...values: SQLInputValue[]): IterableIterator<T>;
  /** As arrays of columns, which many small rows are read faster as. */
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- as above
  rows<T extends readonly unknown[]>(sql: string, ...values: SQLInputValue[]): T[];
  /** All or nothing; nested calls join the outer one. Survives a kill, and a power failure as of the next `durably`. */
  transaction<T>(work: () => T): T;
  /** A transaction that has reached the disk, with all before it, when it answers. */
  durably<T>(work: () => T): T;
  close(): void;
}

/** WAL: readers never wait for the writer, and a killed process leaves nothing to repair by hand. */
export function openSqlite(file: string): Sqlite {
  const database = new DatabaseSync(file);
  database.exec(
    `pragma journal_mode = wal; pragma synchronous = normal; pragma cache_size = -32000; pragma temp_store = memory; pragma busy_timeout = 5000`,
  );
  const statements = new Map<string, StatementSync>();
  const rowStatements = new Map<string, StatementSync>();
  const prepared = (sql: string, kept = statements): StatementSync => {
    let statement = kept.get(sql);
    if (statement === undefined) {
      statement = database.prepare(sql);
      if (kept === rowStatements) statement.setReturnArrays(true);
      kept.set(sql, statement);
    }
    return statement;
  };
  let depth = 0;
  function transaction<T>(work: () => T): T {
    if (depth > 0) return work();
    database.exec('begin immediate');
    depth++;
    try {
      const result = work();
      database.exec('commit');
      return result;
    } catch (error) {
      if (database.isTransaction) database.exec('rollback');
      throw error;
    } finally {
      depth--;
    }
  }
  return {
    database,
    run: (sql, ...values) => Number(prepared(sql).run(...values).changes),
    get: (sql, ...values) => prepared(sql).get(...values) as never,
    all: <T>(sql: string, ...values: SQLInputValue[]) => prepared(sql).all(...values) as T[],
    iterate: <T>(sql: string, ...values: SQLInputValue[]) => prepared(sql).iterate(...values) as IterableIterator<T>,
    rows: <T>(sql: string, ...values: SQLInputValue[]) => prepared(sql, rowStatements).all(...values) as unknown as T[],
    transaction,
    durably(work) {
      database.exec('pragma main.synchronous = full');
      try {
        return transaction(work);
      } finally {
        database.exec('pragma main.synchronous = normal');
      }
    },
    close() {
      statements.clear();
      rowStatements.clear();
      if (database.isOpen) database.close();
    },
  };
}

/** Runs the steps a file has not seen, each in its own transaction. */
export function migrateSqlite(sqlite: Sqlite, migrations: readonly string[]): void {
  const { user_version: version = 0 } = sqlite.get<{ user_version: number }>('pragma user_version') ?? {};
  if (version > migrations.length)
    throw new Error(`The index was written by a newer version of ConHub (${version} > ${migrations.length})`);
  migrations.slice(version).forEach((step, index) => {
    sqlite.transaction(() => {
      sqlite.database.exec(step);
      sqlite.database.exec(`pragma user_version = ${version + index + 1}`);
    });
  });
}
