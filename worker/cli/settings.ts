import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { dirname, resolve } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import { type SealingKey, sealingKeyVariables } from '../sealing-keys.ts';
import { UserError } from './command.ts';

/** What the environment says of where to run. */
export interface Settings {
  port: number;
  dataDir: string;
  /** Unset: the embedded server is started. */
  libsqlUrl: string | undefined;
}

/** A port from the environment. */
export function readPort(name: string, fallback: number): number {
  const value = process.env[name];
  if (value === undefined || value === '') return fallback;
  const port = Number(value);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new UserError(`${name} is "${value}": set it to a port number from 1 to 65535.`);
}

/** Reads `PORT`, `DATA_DIR` and `LIBSQL_URL`. */
export function readSettings(): Settings {
  return {
    port: readPort('PORT', 8787),
    dataDir: resolve(process.env['DATA_DIR'] || '.data'),
    libsqlUrl: process.env['LIBSQL_URL'] || undefined,
  };
}

const secretNames = ['MANAGE_TOKEN', 'INTAKE_SECRET', 'CONTACT_SECRET', 'INBOUND_SECRET'] as const;
export type Secrets = Record<(typeof secretNames)[number] | 'SEALING_KEYS', string> & Record<string, string>;

/**
 * The Worker's secrets: from the environment where they are set, else those that the first run made in `DATA_DIR`.
 * Files are readable by their owner only.
 */
export async function readSecrets(dataDir: string): Promise<Secrets> {
  const made = await readOwnSecrets(dataDir);
  // The keys of one source alone: a key that another one has would be let back in.
  const keySource = process.env['SEALING_KEYS'] ? process.env : made;
  return Object.fromEntries([
    ...secretNames.map((name) => [name, process.env[name] || made[name]]),
    ...sealingKeyVariables.map((name) => [name, keySource[name] ?? '']),
  ]) as Secrets;
}

function secretsFile(dataDir: string): string {
  return resolve(dataDir, 'secrets.json');
}

/** The secrets of `DATA_DIR`, made where there are none. */
export async function readOwnSecrets(dataDir: string): Promise<Partial<Secrets>> {
  const file = secretsFile(dataDir);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  if (!existsSync(file)) await writeSecret(file, await makeSecrets(dataDir));
  const made = JSON.parse(await readFile(file, 'utf8')) as Partial<Secrets>;
  // Earlier versions made fewer.
  for (const name of ['CONTACT_SECRET', 'INBOUND_SECRET'] as const) {
    if (made[name] === undefined) await writeSecret(file, Object.assign(made, { [name]: makeSecret() }));
  }
  return made;
}

/** Writes the secrets of `DATA_DIR` anew. */
export function writeOwnSecrets(dataDir: string, secrets: Partial<Secrets>): Promise<void> {
  return writeSecret(secretsFile(dataDir), secrets);
}

function makeSecret(): string {
  return randomBytes(32).toString('base64url');
}

async function makeSecrets(dataDir: string): Promise<Secrets> {
  const publicKeys = await Promise.all(
    ['campaign', 'recovery'].map((holder) => makeKeyPair(holder, resolve(dataDir, `keys/${holder}.private.json`))),
  );
  return {
    MANAGE_TOKEN: makeSecret(),
    INTAKE_SECRET: makeSecret(),
    CONTACT_SECRET: makeSecret(),
    INBOUND_SECRET: makeSecret(),
    SEALING_KEYS: JSON.stringify({ keys: publicKeys }),
  };
}

/** Makes a key pair, its private part in a file, and gives the public one. */
export async function makeKeyPair(holder: string, file: string): Promise<SealingKey> {
  const alg = 'RSA-OAEP-256';
  const { publicKey, privateKey } = await generateKeyPair(alg, { modulusLength: 3072, extractable: true });
  const names = { kid: `${holder}-${randomBytes(4).toString('hex')}`, alg, use: 'enc' } as const;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeSecret(file, { ...(await exportJWK(privateKey)), ...names });
  return { ...(await exportJWK(publicKey)), ...names } as SealingKey;
}

/** Written beside, and then put in place: never half of it, and never readable by another. */
async function writeSecret(file: string, value: unknown): Promise<void> {
  const part = `${file}.part`;
  await rm(part, { force: true });
  await writeFile(part, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  await rename(part, file);
}
