import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
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

const secretNames = ['MANAGE_TOKEN', 'INTAKE_SECRET', 'CONTACT_SECRET', 'INBOUND_SECRET', 'SEALING_KEYS'] as const;
type Secrets = Record<(typeof secretNames)[number], string>;

/**
 * The Worker's secrets: from the environment where they are set, else those that the first run made in `DATA_DIR`.
 * Files are readable by their owner only.
 */
export async function readSecrets(dataDir: string): Promise<Secrets> {
  const file = resolve(dataDir, 'secrets.json');
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  if (!existsSync(file)) await writeSecret(file, await makeSecrets(dataDir));
  const made = JSON.parse(await readFile(file, 'utf8')) as Partial<Secrets>;
  // Earlier versions made fewer.
  for (const name of ['CONTACT_SECRET', 'INBOUND_SECRET'] as const) {
    if (made[name] === undefined) await writeSecret(file, Object.assign(made, { [name]: makeSecret() }));
  }
  return Object.fromEntries(secretNames.map((name) => [name, process.env[name] || made[name]])) as Secrets;
}

function makeSecret(): string {
  return randomBytes(32).toString('base64url');
}

async function makeSecrets(dataDir: string): Promise<Secrets> {
  const publicKeys = await Promise.all(['campaign', 'recovery'].map((holder) => makeKeyPair(dataDir, holder)));
  return {
    MANAGE_TOKEN: makeSecret(),
    INTAKE_SECRET: makeSecret(),
    CONTACT_SECRET: makeSecret(),
    INBOUND_SECRET: makeSecret(),
    SEALING_KEYS: JSON.stringify({ keys: publicKeys }),
  };
}

/** Makes `keys/{holder}.private.json`, and gives the public key. */
async function makeKeyPair(dataDir: string, holder: string) {
  const alg = 'RSA-OAEP-256';
  const { publicKey, privateKey } = await generateKeyPair(alg, { modulusLength: 3072, extractable: true });
  const names = { kid: `${holder}-${randomBytes(4).toString('hex')}`, alg, use: 'enc' };
  const folder = resolve(dataDir, 'keys');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeSecret(resolve(folder, `${holder}.private.json`), { ...(await exportJWK(privateKey)), ...names });
  return { ...(await exportJWK(publicKey)), ...names };
}

async function writeSecret(file: string, value: unknown): Promise<void> {
  await writeFile(file, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  await chmod(file, 0o600);
}
