import { isSame } from '../signed-token.ts';

const toleranceS = 5 * 60;

/**
 * Whether a message comes from the provider that knows the secret: sent as `Bearer`, as the password of `Basic`, or used
 * to sign by Standard Webhooks (`webhook-id`, `webhook-timestamp` and `webhook-signature`).
 */
export async function isFromProvider(secret: string, headers: Headers, body: string): Promise<boolean> {
  const signatures = headers.get('webhook-signature');
  if (signatures !== null) return isSigned(secret, headers, signatures, body);
  const [scheme = '', value = ''] = (headers.get('Authorization') ?? '').split(' ');
  const sent = scheme.toLowerCase() === 'basic' ? passwordOf(value) : scheme.toLowerCase() === 'bearer' ? value : '';
  return isSame(secret, sent, secret);
}

function passwordOf(credentials: string): string {
  try {
    return /^[^:]*:(.*)$/.exec(atob(credentials))?.[1] ?? '';
  } catch {
    return '';
  }
}

async function isSigned(secret: string, headers: Headers, signatures: string, body: string): Promise<boolean> {
  const time = headers.get('webhook-timestamp') ?? '';
  if (!(Math.abs(Date.now() / 1000 - Number(time)) <= toleranceS)) return false;
  const encoder = new TextEncoder();
  const raw = secret.startsWith('whsec_') ? bytesOf(secret.slice('whsec_'.length)) : encoder.encode(secret);
  const key = await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
  const signed = encoder.encode(`${headers.get('webhook-id') ?? ''}.${time}.${body}`);
  const candidates = signatures.split(' ').filter((each) => each.startsWith('v1,'));
  const results = await Promise.all(
    candidates.map((each) => crypto.subtle.verify('HMAC', key, bytesOf(each.slice('v1,'.length)), signed)),
  );
  return results.includes(true);
}

/** Of base64; none where it is not. */
function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}
