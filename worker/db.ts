import { createClient, type InStatement, type ResultSet } from '@libsql/client/http';
import { drizzle } from 'drizzle-orm/libsql/http';
import type { Config } from './env.ts';

const timeoutMs = 5000;

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

/**
 * Opens libSQL over HTTP for one request: a client that outlives its request breaks on Workers. Each call to the
 * server is given up after 5 s, and what it did is then unknown.
 */
export function openDatabase({
  LIBSQL_URL,
  LIBSQL_AUTH_TOKEN,
}: Pick<Config, 'LIBSQL_URL' | 'LIBSQL_AUTH_TOKEN'>): Database {
  const client = createClient({
    url: LIBSQL_URL,
    ...(LIBSQL_AUTH_TOKEN === '' ? {} : { authToken: LIBSQL_AUTH_TOKEN }),
    fetch: (request: Request) => fetch(request, { signal: AbortSignal.timeout(timeoutMs) }),
  });
  return {
    query: drizzle(client),
    // Not drizzle's batch, which opens a deferred transaction and fails when it comes to write.
    write: (statements) =>
      client.batch(
        statements.map((statement) => {
          const { sql, params } = statement.toSQL();
          return { sql, args: params } as InStatement;
        }),
        'write',
      ),
  };
}
