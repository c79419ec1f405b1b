import { base64url } from 'jose';

/** Bytes in base64url (RFC 4648), without padding. */
export function toBase64url(bytes: Uint8Array): string {
  return base64url.encode(bytes);
}

/** JSON as base64url, for tokens that callers hand back. */
export function encodeToken(value: unknown): string {
  return base64url.encode(JSON.stringify(value));
}

/**
 * The bytes of a text in base64url.
 * @throws where it is none.
 */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  return base64url.decode(text) as Uint8Array<ArrayBuffer>;
}

/**
 * The value of such a token, not checked yet.
 * @throws where it is none.
 */
export function decodeToken(token: string): unknown {
  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(fromBase64url(token)));
}
