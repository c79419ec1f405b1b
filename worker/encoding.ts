import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { parseAccept } from 'hono/utils/accept';

/** How a body is sent. */
export type Encoding = 'br' | 'gzip' | 'identity';

/** A whole answer, ready to be sent. */
export interface Encoded {
  status: number;
  headers: Headers;
  body: Uint8Array<ArrayBuffer>;
}

// Shorter ones gain nothing.
const compressFromBytes = 1024;
// The best costs ten times as much, for a tenth less: that is for the build.
const brotliQuality = 5;
// 256 KiB: more than most answers have, and a sixteenth of the memory that the usual one takes.
const brotliWindow = 18;

// Browsers send a few different ones. Bounded, since anyone can send more.
const negotiated = new Map<string, Encoding>();

/** The encoding that a client wants most by its `Accept-Encoding` (RFC 9110); the smaller one where it likes both. */
export function negotiateEncoding(header: string | null): Encoding {
  if (header === null) return 'identity';
  const known = negotiated.get(header);
  if (known !== undefined) return known;
  const encoding = parseWanted(header);
  if (negotiated.size < 100) negotiated.set(header, encoding);
  return encoding;
}

function parseWanted(header: string): Encoding {
  const weights = new Map(parseAccept(header).map(({ type, q }) => [type.toLowerCase(), q]));
  const [br, gzip] = ['br', 'gzip'].map((name) => weights.get(name) ?? weights.get('*') ?? 0) as [number, number];
  // Where it is not named, identity may be sent, and nobody prefers it.
  if (Math.max(br, gzip) === 0 || Math.max(br, gzip) < (weights.get('identity') ?? 0)) return 'identity';
  return br >= gzip ? 'br' : 'gzip';
}

/** Whether an answer is text that whoever made it left to be encoded. */
export function isUnencodedText({ body, headers }: Response): boolean {
  return (
    body !== null &&
    /^text\/|json|javascript|svg|xml/.test(headers.get('Content-Type') ?? '') &&
    headers.get('Vary')?.includes('Accept-Encoding') !== true
  );
}

/** Encodes an answer where it is long enough. The `ETag` of a public one names its bytes, so it becomes another. */
export async function encode(response: Response, encoding: Encoding): Promise<Encoded> {
  const { status } = response;
  const headers = new Headers(response.headers);
  const body = new Uint8Array(await response.arrayBuffer());
  if (body.length < compressFromBytes) return { status, headers, body };
  headers.append('Vary', 'Accept-Encoding');
  if (encoding === 'identity') return { status, headers, body };
  headers.set('Content-Encoding', encoding);
  const etag = headers.get('ETag');
  // What authors read is named by its state instead, which they send back as `If-Match`.
  if (etag !== null && isPublic(headers)) headers.set('ETag', etagIn(etag, encoding));
  return { status, headers, body: compress(body, encoding) };
}

/** Whether anyone may keep an answer with these headers. */
export function isPublic(headers: Headers): boolean {
  return headers.get('Cache-Control')?.startsWith('public') === true;
}

/** The `ETag` of the same in an encoding. */
export function etagIn(etag: string, encoding: Encoding): string {
  return encoding === 'identity' ? etag : `${etag.slice(0, -1)}-${encoding}"`;
}

function compress(body: Uint8Array, encoding: 'br' | 'gzip'): Uint8Array<ArrayBuffer> {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: brotliQuality,
    [constants.BROTLI_PARAM_LGWIN]: brotliWindow,
    [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
  };
  return new Uint8Array(encoding === 'gzip' ? gzipSync(body) : brotliCompressSync(body, { params }));
}
