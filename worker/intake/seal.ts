import { GeneralEncrypt, importJWK } from 'jose';
import type { SealingKey } from '../sealing-keys.ts';

// Ciphertext is as long as what it hides: padded to steps, it does not tell a short name from a long one.
const stepBytes = 512;

const imported = new WeakMap<SealingKey, CryptoKey>();

async function importOnce(key: SealingKey): Promise<CryptoKey> {
  const known = imported.get(key);
  if (known !== undefined) return known;
  const made = await importJWK({ kty: key.kty, n: key.n, e: key.e }, key.alg);
  imported.set(key, made);
  return made;
}

/**
 * Seals personal fields to every key holder as one JWE (general JSON serialization, RSA-OAEP-256 and A256GCM).
 * The Worker has public keys only: what it has sealed it can't read.
 */
export async function seal(fields: Record<string, unknown>, keys: readonly SealingKey[]): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(fields));
  const padded = new Uint8Array(Math.ceil(bytes.length / stepBytes) * stepBytes).fill(0x20);
  padded.set(bytes);
  const jwe = new GeneralEncrypt(padded).setProtectedHeader({ enc: 'A256GCM', typ: 'uwh-submission+json' });
  for (const key of keys) {
    jwe.addRecipient(await importOnce(key)).setUnprotectedHeader({ alg: key.alg, kid: key.kid });
  }
  return JSON.stringify(await jwe.encrypt());
}
