import { toBase64url } from './base64url.ts';

const encoder = new TextEncoder();

const imported = new Map<string, CryptoKey>();

async function importOnce(secret: string): Promise<CryptoKey> {
  const known = imported.get(secret);
  if (known !== undefined) return known;
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const made = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['sign']);
  imported.set(secret, made);
  return made;
}

/** HMAC-SHA-256 of a text under a secret. */
export async function hmac(secret: string, text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.sign('HMAC', await importOnce(secret), encoder.encode(text)));
}

/** The same for one purpose. */
export function macBytes(secret: string, purpose: string, text: string): Promise<Uint8Array> {
  return hmac(secret, `${purpose}\n${text}`);
}

/** That in base64url. */
export async function mac(secret: string, purpose: string, text: string): Promise<string> {
  return toBase64url(await macBytes(secret, purpose, text));
}
