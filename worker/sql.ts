import { getTableColumns, or, sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import { SQLiteSyncDialect, type SQLiteColumn, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Statement } from './db.ts';

/** Rows in pieces that one statement takes. */
export function inChunks<Row>(rows: readonly Row[], size: number): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, index) =>
    rows.slice(index * size, (index + 1) * size),
  );
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

// Of one parameter sqld takes 5 MB at the most; of a character come three bytes.
const longestParameter = 1_000_000;

/** A list as JSON, in as many pieces as the database takes. */
export function inParameters(values: readonly unknown[]): string[] {
  const pieces: string[][] = [];
  let length = Infinity;
  for (const value of values) {
    const text = JSON.stringify(value);
    length += text.length + 1;
    if (length > longestParameter) {
      pieces.push([]);
      length = text.length;
    }
    pieces.at(-1)!.push(text);
  }
  return pieces.map((piece) => `[${piece.join()}]`);
}

/** Whether a column has one of these values: of single parameters a statement takes 32,766. */
export function isAnyOf(column: SQLWrapper, values: readonly (string | number)[]): SQL {
  const pieces = inParameters(values).map((json) => sql`${column} in (select value from json_each(${json}))`);
  return or(...pieces) ?? sql`false`;
}

/**
 * Inserts any number of rows as few parameters: a statement of thousands is slow to make, and slow to read. All rows have
 * the columns of the first; the others get their defaults.
 */
export function insertAll<Table extends SQLiteTable>(
  table: Table,
  rows: readonly (Table['$inferInsert'] & Record<string, unknown>)[],
): Statement[] {
  if (rows.length === 0) return [];
  const columns = Object.entries(getTableColumns(table)).filter(([key]) => key in rows[0]!);
  const names = sql.join(
    columns.map(([, { name }]) => sql.identifier(name)),
    sql`, `,
  );
  const values = sql.join(
    columns.map((_, index) => sql.raw(`value ->> ${index}`)),
    sql`, `,
  );
  return inParameters(rows.map((row) => columns.map(([key, column]) => toDriver(column, row[key])))).map((json) =>
    rawStatement(sql`insert into ${table} (${names}) select ${values} from json_each(${json})`),
  );
}

function toDriver(column: SQLiteColumn, value: unknown): unknown {
  return value === null || value === undefined ? null : column.mapToDriverValue(value);
}
