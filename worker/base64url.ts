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
 * The value of such a token, not checked yet.
 * @throws where it is none.
 */
export function decodeToken(token: string): unknown {
  const binary = atob(token.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
}
