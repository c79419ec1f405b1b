import { readFile } from 'node:fs/promises';
import { generalDecrypt, importJWK, type GeneralJWE, type JWK } from 'jose';
import { UserError } from './command.ts';

/**
 * Reads a private key.
 * @throws {UserError} where the file holds none.
 */
export async function readKey(file: string): Promise<{ kid: string; key: CryptoKey | Uint8Array }> {
  const jwk = await readFile(file, 'utf8')
    .then((text) => JSON.parse(text) as JWK)
    .catch(() => {
      throw new UserError(`${file} is not a private key: give the campaign's or the recovery key with --key FILE.`);
    });
  if (jwk.d === undefined || jwk.kid === undefined) {
    throw new UserError(`${file} has no private part: give the private key that matches SEALING_KEYS.`);
  }
  const key = await importJWK(jwk, 'RSA-OAEP-256').catch(() => {
    throw new UserError(`${file} is not a private key of RSA-OAEP-256.`);
  });
  return { kid: jwk.kid, key };
}

/** Opens what was sealed to this key. */
export async function open(jwe: GeneralJWE, key: CryptoKey | Uint8Array): Promise<Record<string, unknown>> {
  const { plaintext } = await generalDecrypt(jwe, key);
  return JSON.parse(new TextDecoder().decode(plaintext)) as Record<string, unknown>;
}
