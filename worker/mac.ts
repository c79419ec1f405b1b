import { toBase64url } from './base64url.ts';

const encoder = new TextEncoder();

/** HMAC-SHA-256 of a text under a secret, for one purpose; base64url. */
export async function mac(secret: string, purpose: string, text: string): Promise<string> {
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ]);
  const signature = await crypto.subtle.sign('HMAC', key, encoder.encode(`${purpose}\n${text}`));
  return toBase64url(new Uint8Array(signature));
}
