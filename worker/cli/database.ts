import { openDatabase, type Database } from '../db.ts';
import { useServer } from './libsql.ts';
import { readSettings } from './settings.ts';

/** Reads from the database itself, for those who hold its token. */
export async function withDatabase<Result>(read: (db: Database) => Promise<Result>): Promise<Result> {
  const server = await useServer(readSettings());
  try {
    return await read(
      openDatabase({ LIBSQL_URL: server.url, LIBSQL_AUTH_TOKEN: process.env['LIBSQL_AUTH_TOKEN'] ?? '' }, 30_000),
    );
  } finally {
    await server.stop();
  }
}
