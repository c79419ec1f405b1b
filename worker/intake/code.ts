import type { Config } from '../env.ts';
import { macBytes } from '../mac.ts';

// Crockford's base 32: what is easily confused when read or typed is not in it.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 20;

/** The code by which a joiner sees and takes back what they sent: 100 bits, the same for each repeat of the request. */
export async function codeOf({ INTAKE_SECRET }: Config, request: string): Promise<string> {
  const bytes = await macBytes(INTAKE_SECRET, 'code', request);
  return Array.from(bytes.subarray(0, length), (byte) => alphabet[byte % alphabet.length]).join('');
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
