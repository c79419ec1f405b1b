import { toBase64url } from '../base64url.ts';

/** An id that tells nothing. */
export function makeId(): string {
  return crypto.randomUUID().replaceAll('-', '').slice(0, 16);
}

/** 256 random bits, in base64url. */
export function makeSecret(): string {
  return toBase64url(crypto.getRandomValues(new Uint8Array(32)));
}
