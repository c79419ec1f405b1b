import { encode, isPublic, isUnencodedText, negotiateEncoding, type Encoded, type Encoding } from '../encoding.ts';
import type { Env } from '../env.ts';
import { matchesEtag } from '../http.ts';
import { generation, keepFresh } from './release.ts';

/** A public answer in one encoding, ready to be given again. */
interface Remembered {
  etag: string;
  body: Uint8Array<ArrayBuffer>;
  whole: ResponseInit;
  notModified: ResponseInit;
}

/** Answers a request. */
export type Handler = (request: Request, env: Env, context: ExecutionContext) => Response | Promise<Response>;

const maxBytes = 24 * 1024 * 1024;
const maxAnswerBytes = 512 * 1024;
const overheadBytes = 2048;

const memory = { generation: 0, bytes: 0, answers: new Map<string, Remembered>() };

/**
 * Encodes answers as clients want them, and gives public ones again without making them again, as long as no release
 * has moved. An answer is remembered, in each encoding that was asked for, where it is public and has a strong `ETag`:
 * the promise that it depends on the releases, the address and the language alone. A weak one is for what moves by
 * itself. What does not fit into 24 MiB is forgotten, oldest first.
 */
export function remembering(handle: Handler): Handler {
  return (request, env, context) => {
    const encoding = negotiateEncoding(request.headers.get('Accept-Encoding'));
    if (request.method !== 'GET') return handleOnce(handle(request, env, context), encoding);
    const find = () => {
      if (memory.generation !== generation()) forgetAll();
      const known =
        memory.answers.get(keyOf(request, encoding)) ?? memory.answers.get(keyInLanguage(request, encoding));
      return known === undefined ? make(handle, encoding, [request, env, context]) : answer(known, request);
    };
    const waiting = keepFresh({ env, executionCtx: context });
    return waiting === null ? find() : waiting.then(find);
  };
}

function keyOf({ url }: Request, encoding: Encoding): string {
  return `${encoding} ${url}`;
}

/** The key of an answer that depends on the language which the browser prefers. */
function keyInLanguage(request: Request, encoding: Encoding): string {
  return `${keyOf(request, encoding)} ${request.headers.get('Accept-Language') ?? ''}`;
}

async function handleOnce(handled: Response | Promise<Response>, encoding: Encoding): Promise<Response> {
  const response = await handled;
  return isUnencodedText(response) ? toResponse(await encode(response, encoding)) : response;
}

async function make(handle: Handler, encoding: Encoding, [request, env, context]: Parameters<Handler>) {
  // A conditional request would be answered without the body that is to be remembered.
  const plain = new Request(request);
  plain.headers.delete('If-None-Match');
  const before = generation();
  const response = await handle(plain, env, context);
  if (!isUnencodedText(response)) return orNotModified(response, request);
  const encoded = await encode(response, encoding);
  const etag = response.headers.get('ETag');
  if (response.status !== 200 || etag === null || !isPublic(response.headers)) return toResponse(encoded);
  const made = toRemembered(encoded);
  if (!etag.startsWith('W/') && generation() === before && made.body.length <= maxAnswerBytes) {
    const varies = encoded.headers.get('Vary')?.includes('Accept-Language') === true;
    keep(varies ? keyInLanguage(request, encoding) : keyOf(request, encoding), made);
  }
  return answer(made, request);
}

function forgetAll(): void {
  memory.answers.clear();
  memory.bytes = 0;
  memory.generation = generation();
}

function keep(key: string, made: Remembered): void {
  memory.answers.set(key, made);
  memory.bytes += made.body.length + overheadBytes;
  for (const [oldest, { body }] of memory.answers) {
    if (memory.bytes <= maxBytes) break;
    memory.answers.delete(oldest);
    memory.bytes -= body.length + overheadBytes;
  }
}

// What a 304 has to repeat, and what lets another origin read it.
const repeated = [
  'Access-Control-Allow-Origin',
  'Cache-Control',
  'Cache-Tag',
  'Content-Language',
  'ETag',
  'UWH-Release',
  'Vary',
];

function notModifiedHeaders(headers: Headers): Headers {
  return new Headers(
    repeated.flatMap((name): [string, string][] => {
      const value = headers.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
}

function toRemembered({ headers, body }: Encoded): Remembered {
  return {
    etag: headers.get('ETag')!,
    body,
    whole: initOf({ status: 200, headers }),
    notModified: { status: 304, headers: notModifiedHeaders(headers) },
  };
}

function initOf({ status, headers }: Omit<Encoded, 'body'>): ResponseInit {
  return { status, headers, encodeBody: headers.has('Content-Encoding') ? 'manual' : 'automatic' };
}

function toResponse({ body, ...rest }: Encoded): Response {
  return new Response(body, initOf(rest));
}

function answer({ etag, body, whole, notModified }: Remembered, { headers }: Request): Response {
  const ifNoneMatch = headers.get('If-None-Match');
  if (ifNoneMatch !== null && matchesEtag(ifNoneMatch, etag)) return new Response(null, notModified);
  return new Response(body, whole);
}

/** For a file of the build, which comes encoded already. */
function orNotModified(response: Response, { headers }: Request): Response {
  const etag = response.headers.get('ETag');
  if (etag === null || !matchesEtag(headers.get('If-None-Match') ?? undefined, etag)) return response;
  return new Response(null, { status: 304, headers: notModifiedHeaders(response.headers) });
}
