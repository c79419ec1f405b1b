import type { SealingKey } from '../sealing-keys.ts';
import { toBase64url } from '../base64url.ts';

// Ciphertext is as long as what it hides: padded to steps, it does not tell a short name from a long one.
const stepBytes = 512;
const tagBytes = 16;

/** Bounds of what one content key seals. */
const longestMs = 1000;
const mostRecords = 1000;

/** A key of AES-256-GCM, and itself as each recipient can open it. */
interface ContentKey {
  key: CryptoKey;
  /** The member `recipients` of a JWE, as JSON. */
  recipients: string;
  madeAt: number;
  used: number;
}

const encoder = new TextEncoder();
const protectedHeader = toBase64url(encoder.encode(JSON.stringify({ enc: 'A256GCM', typ: 'uwh-submission+json' })));
const additionalData = encoder.encode(protectedHeader);

const imported = new WeakMap<SealingKey, CryptoKey>();
// Weak: a content key goes with the garbage, as the text does that it has sealed.
const current = new Map<string, WeakRef<ContentKey>>();

/**
 * Seals personal fields to every key holder as one JWE (RFC 7516, general JSON serialization, RSA-OAEP-256 and A256GCM).
 * The Worker has public keys only: what it has sealed it can't read. In a crowd, records for the very same recipients
 * share a content key for up to a second, each with an initialization vector of its own: wrapping it is what costs.
 */
export async function seal(fields: Record<string, unknown>, keys: readonly SealingKey[]): Promise<string> {
  const bytes = encoder.encode(JSON.stringify(fields));
  const padded = new Uint8Array(Math.ceil(bytes.length / stepBytes) * stepBytes).fill(0x20);
  padded.set(bytes);
  const { key, recipients } = await contentKeyFor(keys);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, padded));
  const [ciphertext, tag] = [sealed.subarray(0, -tagBytes), sealed.subarray(-tagBytes)];
  // Nothing in base64url needs to be escaped.
  return `{"protected":"${protectedHeader}","iv":"${toBase64url(iv)}","ciphertext":"${toBase64url(ciphertext)}","tag":"${toBase64url(tag)}","recipients":${recipients}}`;
}

async function contentKeyFor(keys: readonly SealingKey[]): Promise<ContentKey> {
  const name = JSON.stringify(keys.map(({ kid }) => kid));
  const known = current.get(name)?.deref();
  if (known !== undefined && known.used < mostRecords && Date.now() - known.madeAt < longestMs) {
    known.used += 1;
    return known;
  }
  const made = await makeContentKey(keys);
  current.set(name, new WeakRef(made));
  return made;
}

async function makeContentKey(keys: readonly SealingKey[]): Promise<ContentKey> {
  const secret = crypto.getRandomValues(new Uint8Array(32));
  const [key, ...recipients] = await Promise.all([
    crypto.subtle.importKey('raw', secret, 'AES-GCM', false, ['encrypt']),
    ...keys.map(async (each) => {
      const wrapped = await crypto.subtle.encrypt({ name: 'RSA-OAEP' }, await importOnce(each), secret);
      return { encrypted_key: toBase64url(new Uint8Array(wrapped)), header: { alg: each.alg, kid: each.kid } };
    }),
  ]);
  return { key, recipients: JSON.stringify(recipients), madeAt: Date.now(), used: 1 };
}

async function importOnce(key: SealingKey): Promise<CryptoKey> {
  const known = imported.get(key);
  if (known !== undefined) return known;
  const { kty, n, e, alg } = key;
  const algorithm = { name: 'RSA-OAEP', hash: 'SHA-256' };
  const made = await crypto.subtle.importKey('jwk', { kty, n, e, alg }, algorithm, false, ['encrypt']);
  imported.set(key, made);
  return made;
}
