import { decodeToken, encodeToken } from './base64url.ts';
import { mac } from './mac.ts';

/** Signs claims for one purpose, for callers to hand back. They can be read by whoever has the token. */
export async function signToken(secret: string, purpose: string, claims: unknown): Promise<string> {
  const payload = encodeToken(claims);
  return `${payload}.${await mac(secret, purpose, payload)}`;
}

/** The claims of such a token; null where it is forged or spoiled. */
export async function readToken(secret: string, purpose: string, token: string): Promise<unknown> {
  const [payload = '', signature = ''] = token.split('.');
  return (await isSame(secret, signature, await mac(secret, purpose, payload))) ? decodeToken(payload) : null;
}

/** Compares as digests under the secret: how much of a forged value was right can't be told from the time. */
export async function isSame(secret: string, sent: string, expected: string): Promise<boolean> {
  return (await mac(secret, 'compare', sent)) === (await mac(secret, 'compare', expected));
}
