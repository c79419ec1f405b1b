/** Bytes in base64url (RFC 4648), without padding. */
export function toBase64url(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** JSON as base64url, for tokens that callers hand back. */
export function encodeToken(value: unknown): string {
  return toBase64url(new TextEncoder().encode(JSON.stringify(value)));
}

/**
 * The bytes of a text in base64url.
 * @throws where it is none.
 */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/**
 * The value of such a token, not checked yet.
 * @throws where it is none.
 */
export function decodeToken(token: string): unknown {
  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(fromBase64url(token)));
}
