import { createClient, type InStatement, type ResultSet } from '@libsql/client/http';
import { drizzle } from 'drizzle-orm/libsql/http';
import type { Config } from './env.ts';

export interface Database {
  /** For reading through drizzle. */
  query: ReturnType<typeof drizzle>;
  /** Runs all statements in one write transaction: all of them happen, or none. */
  write: (statements: readonly Statement[]) => Promise<ResultSet[]>;
}

/** A drizzle statement that has not run. */
export interface Statement {
  toSQL: () => { sql: string; params: unknown[] };
}

// Held by others, full, or its disk fails: nothing that is wrong with a statement.
const unwell = /^SQLITE_(?:BUSY|LOCKED|FULL|IOERR|NOMEM|READONLY|CANTOPEN|INTERRUPT|PROTOCOL)/;

// What is wrong with the statement itself, in the words of SQLite and of sqld.
const refusal = /^(?:SQLITE_|SQL_|ARGS_|RESPONSE_TOO_LARGE)/;

/** What the database, or the way to it, said. Carries no value of any statement, so it may be logged. */
export class DatabaseError extends Error {
  override name = 'DatabaseError';
  readonly code: string;

  constructor(error: unknown) {
    const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
    super(code);
    this.code = code || (error instanceof Error ? error.name : 'unknown');
  }

  /** Whether a row that must be one of its kind was there already. */
  get isConstraint(): boolean {
    return this.code.startsWith('SQLITE_CONSTRAINT');
  }

  /** Whether the same statement may succeed later: it did not come through, or it is the database that was unwell. */
  get isPassing(): boolean {
    return !refusal.test(this.code) || unwell.test(this.code);
  }
}

/**
 * Opens libSQL over HTTP for one request: a client that outlives its request breaks on Workers. Each call to the
 * server is given up after the time-out, and what it did is then unknown.
 * @throws {DatabaseError} from every call that fails; through drizzle, as the cause.
 */
export function openDatabase(
  { LIBSQL_URL, LIBSQL_AUTH_TOKEN }: Pick<Config, 'LIBSQL_URL' | 'LIBSQL_AUTH_TOKEN'>,
  timeoutMs = 5000,
): Database {
  const client = createClient({
    url: LIBSQL_URL,
    ...(LIBSQL_AUTH_TOKEN === '' ? {} : { authToken: LIBSQL_AUTH_TOKEN }),
    fetch: (request: Request) => fetch(request, { signal: AbortSignal.timeout(timeoutMs) }),
  });
  const fail = (error: unknown): never => {
    throw new DatabaseError(error);
  };
  const execute: (statement: InStatement) => Promise<ResultSet> = client.execute.bind(client);
  client.execute = (statement: InStatement) => execute(statement).catch(fail);
  return {
    query: drizzle(client),
    // Not drizzle's batch, which opens a deferred transaction and fails when it comes to write.
    write: (statements) =>
      client
        .batch(
          statements.map((statement) => {
            const { sql, params } = statement.toSQL();
            return { sql, args: params } as InStatement;
          }),
          'write',
        )
        .catch(fail),
  };
}
