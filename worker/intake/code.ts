import type { Config } from '../env.ts';
import { macBytes } from '../mac.ts';

// Crockford's base 32: what is easily confused when read or typed is not in it.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 20;
/** So many letters has a code from the digest of its key: in the journal it is found by them. */
const foundBy = 6;

function lettersOf(bytes: Uint8Array): string {
  let letters = '';
  for (const byte of bytes) letters += alphabet[byte % alphabet.length];
  return letters;
}

/** Keyed digest of an Idempotency-Key: 160 bits. */
export async function digestKey(
  { INTAKE_SECRET }: Pick<Config, 'INTAKE_SECRET'>,
  idempotencyKey: string,
): Promise<string> {
  return lettersOf(await macBytes(INTAKE_SECRET, 'idempotency-key', idempotencyKey));
}

/**
 * The code by which a joiner sees and takes back what they sent: 100 bits, the same for each repeat of the request. 30 of
 * them are the digest's of its key.
 */
export async function codeOf({ INTAKE_SECRET }: Config, key: string, request: string): Promise<string> {
  const letters = lettersOf(await macBytes(INTAKE_SECRET, 'code', request));
  return (key.slice(0, foundBy) + letters).slice(0, length);
}

/** How the digest of a code's key begins. */
export function keyStartOf(code: string): string {
  return code.slice(0, foundBy);
}

/** A code in groups, as people are shown it. */
export function showCode(code: string): string {
  return code.replaceAll(/.{5}(?=.)/g, '$&-');
}

/** A code as somebody typed it, in its one form; null where it can be none. */
export function readCode(typed: string): string | null {
  const code = typed
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return code.length === length && !code.includes('U') ? code : null;
}
