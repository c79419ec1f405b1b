import type { Env } from '../env.ts';
import { matchesEtag } from '../http.ts';
import { generation, keepFresh } from './release.ts';

/** A public answer in one encoding, ready to be given again. */
interface Variant {
  etag: string;
  headers: Headers;
  notModified: Headers;
  body: Uint8Array<ArrayBuffer>;
}

interface Remembered {
  plain: Variant;
  /** Null where the answer is too short to be worth it. */
  gzip: Variant | null;
  size: number;
}

/** Answers a request. */
export type Handler = (request: Request, env: Env, context: ExecutionContext) => Response | Promise<Response>;

const maxBytes = 24 * 1024 * 1024;
const maxAnswerBytes = 512 * 1024;
const compressFromBytes = 1024;
const answerOverheadBytes = 2048;

const memory = { generation: 0, bytes: 0, answers: new Map<string, Remembered>() };

/**
 * Gives public answers again without making them again, as long as no release has moved, and compresses them once.
 * An answer is remembered where it is public and has a strong `ETag`, the promise that it depends on the releases, the
 * address and the language alone. A weak one is for what moves by itself. What does not fit into 24 MiB is forgotten, oldest first.
 */
export function remembering(handle: Handler): Handler {
  return (request, env, context) => {
    if (request.method !== 'GET') return handle(request, env, context);
    const waiting = keepFresh({ env, executionCtx: context });
    if (waiting !== null) return waiting.then(() => answerOrMake(handle, request, env, context));
    return answerOrMake(handle, request, env, context);
  };
}

function answerOrMake(
  handle: Handler,
  request: Request,
  env: Env,
  context: ExecutionContext,
): Response | Promise<Response> {
  const { url, headers } = request;
  // Where the address names the language, what the browser prefers makes no difference.
  const key = /[?&]locale=/.test(url) ? url : `${url} ${headers.get('Accept-Language') ?? ''}`;
  if (memory.generation !== generation()) forgetAll();
  const known = memory.answers.get(key);
  return known === undefined ? make(handle, key, request, env, context) : answer(known, headers);
}

async function make(
  handle: Handler,
  key: string,
  request: Request,
  env: Env,
  context: ExecutionContext,
): Promise<Response> {
  // A conditional request would be answered without the body that is to be remembered.
  const plain = new Request(request);
  plain.headers.delete('If-None-Match');
  const before = generation();
  const response = await handle(plain, env, context);
  const etag = response.headers.get('ETag');
  const isPublic = response.headers.get('Cache-Control')?.startsWith('public') === true;
  if (response.status !== 200 || etag === null || !isPublic) return response;
  const made = await toRemembered(etag, response);
  if (!etag.startsWith('W/') && generation() === before && made.size <= maxAnswerBytes) keep(key, made);
  return answer(made, request.headers);
}

function forgetAll(): void {
  memory.answers.clear();
  memory.bytes = 0;
  memory.generation = generation();
}

async function toRemembered(etag: string, response: Response): Promise<Remembered> {
  const body = new Uint8Array(await response.arrayBuffer());
  const headers = new Headers(response.headers);
  const isLong = body.length >= compressFromBytes;
  if (isLong) headers.append('Vary', 'Accept-Encoding');
  const plain = variantOf(etag, headers, body);
  let gzip: Variant | null = null;
  if (isLong) {
    headers.set('Content-Encoding', 'gzip');
    gzip = variantOf(`${etag.slice(0, -1)}-gzip"`, headers, await compress(body));
  }
  return { plain, gzip, size: body.length + (gzip?.body.length ?? 0) + answerOverheadBytes };
}

function keep(key: string, made: Remembered): void {
  memory.answers.set(key, made);
  memory.bytes += made.size;
  for (const [oldest, { size }] of memory.answers) {
    if (memory.bytes <= maxBytes) break;
    memory.answers.delete(oldest);
    memory.bytes -= size;
  }
}

// What a 304 has to repeat, and what lets another origin read it.
const repeated = ['Access-Control-Allow-Origin', 'Cache-Control', 'Content-Language', 'ETag', 'UWH-Release', 'Vary'];

function variantOf(etag: string, all: Headers, body: Uint8Array<ArrayBuffer>): Variant {
  const headers = new Headers(all);
  headers.set('ETag', etag);
  const notModified = new Headers();
  for (const name of repeated) {
    const value = headers.get(name);
    if (value !== null) notModified.set(name, value);
  }
  return { etag, headers, notModified, body };
}

async function compress(body: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([body]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function answer({ plain, gzip }: Remembered, wanted: Headers): Response {
  const isCompressed = gzip !== null && acceptsGzip(wanted.get('Accept-Encoding'));
  const { etag, headers, notModified, body } = isCompressed ? gzip : plain;
  const ifNoneMatch = wanted.get('If-None-Match');
  if (ifNoneMatch !== null && matchesEtag(ifNoneMatch, etag)) {
    return new Response(null, { status: 304, headers: notModified });
  }
  return isCompressed ? new Response(body, { headers, encodeBody: 'manual' }) : new Response(body, { headers });
}

function acceptsGzip(header: string | null): boolean {
  return header !== null && /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(header);
}
