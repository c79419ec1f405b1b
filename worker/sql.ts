import { sql, type SQL } from 'drizzle-orm';
import { SQLiteSyncDialect, type SQLiteColumn, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Database, Statement } from './db.ts';

/** Rows in pieces that one statement takes. */
export function inChunks<Row>(rows: readonly Row[], size: number): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, index) =>
    rows.slice(index * size, (index + 1) * size),
  );
}

/** Inserts any number of rows. */
export function inserts<Table extends SQLiteTable>(
  db: Database,
  table: Table,
  rows: readonly Table['$inferInsert'][],
): Statement[] {
  return inChunks(rows, 500).map((piece) => db.query.insert(table).values(piece));
}

/** For an upsert of many rows: these columns as the row that came has them. */
export function excluded<Table extends object, Name extends keyof Table & string>(
  table: Table,
  names: readonly Name[],
): Record<Name, SQL> {
  const columns = table as Record<Name, SQLiteColumn>;
  const entries = names.map((name) => [name, sql.raw(`excluded."${columns[name].name}"`)]);
  return Object.fromEntries(entries) as Record<Name, SQL>;
}

const dialect = new SQLiteSyncDialect();

/** A statement on what drizzle has no tables for. */
export function rawStatement(query: SQL): Statement {
  return { toSQL: () => dialect.sqlToQuery(query) };
}
