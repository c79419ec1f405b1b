import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { createMiddleware } from 'hono/factory';
import { bodyLimit } from 'hono/body-limit';
import { sha256Hex } from '../schema/kinds/digest.ts';
import { etagIn, negotiateEncoding, type Encoding } from './encoding.ts';
import type { Bindings } from './env.ts';
import { ProblemError } from './problem.ts';

/** Refuses bodies that are not JSON, before anything reads them. */
export const requireJson = createMiddleware(async (c, next) => {
  const type = (c.req.header('Content-Type') ?? '').split(';')[0]!.trim().toLowerCase();
  if (type !== 'application/json') throw new ProblemError('unsupported_media_type');
  // The validator is stricter about parameters, and would take the body for none.
  if (c.req.header('Content-Type') !== type) {
    const headers = new Headers(c.req.raw.headers);
    headers.set('Content-Type', type);
    c.req.raw = new Request(c.req.raw, { headers });
  }
  await next();
});

/** Refuses larger bodies, whether or not they announce their length. */
export function limitBody(maxBytes: number) {
  return bodyLimit({
    maxSize: maxBytes,
    onError: () => {
      throw new ProblemError('body_too_large', { detail: `At most ${maxBytes} bytes` });
    },
  });
}

/** Whether the client has these very bytes already (RFC 9110, weak comparison). */
export function matchesEtag(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.split(',').some((each) => toStrong(each.trim()) === toStrong(etag));
}

function toStrong(etag: string): string {
  return etag.replace(/^W\//, '');
}

/** `public`, with how long it may be reused, and how long after that while it is asked for again. Seconds. */
export function publicCache(maxAge: number, staleWhileRevalidate: number): string {
  return `public, max-age=${maxAge}, stale-while-revalidate=${staleWhileRevalidate}`;
}

interface TextHeaders {
  type: string;
  cacheControl: string;
  /** What was read, by the names under which the edge is told to forget it. */
  tags?: readonly string[];
  status?: ContentfulStatusCode;
}

/** Sends a text with an `ETag` of its bytes; one that may be kept must depend on the releases, the address and `Vary` alone. */
export async function sendText(
  c: Context<Bindings>,
  body: string,
  { type, cacheControl, tags = [], status = 200 }: TextHeaders,
): Promise<Response> {
  c.header('Cache-Control', cacheControl);
  if (cacheControl !== 'no-store') {
    c.header('ETag', `"${(await sha256Hex(body)).slice(0, 32)}"`);
    if (tags.length > 0) c.header('Cache-Tag', tags.join(','));
  }
  return c.body(body, status, { 'Content-Type': type });
}

const suffixes: Record<Encoding, string> = { br: '.br', gzip: '.gz', identity: '' };

const types = {
  js: 'text/javascript',
  css: 'text/css',
  html: 'text/html',
  json: 'application/json',
  txt: 'text/plain',
  ts: 'text/plain',
};

/** Sends a file of the build, the same on every runtime; 404 where there is none. It was compressed when it was built. */
export async function sendFile(c: Context<Bindings>, path: string, headers: Record<string, string>): Promise<Response> {
  const encoding = negotiateEncoding(c.req.header('Accept-Encoding') ?? null);
  const [asset, digests] = await Promise.all(
    [path + suffixes[encoding], '/digests.json'].map((file) => c.env.ASSETS.fetch(`http://assets${file}`)),
  );
  const digest = digests!.ok ? (await digests!.json<Record<string, string>>())[path] : undefined;
  if (!asset!.ok || digest === undefined) throw new ProblemError('not_found', { detail: 'There is no such file' });
  return new Response(asset!.body, {
    headers: {
      ...headers,
      'Content-Type': `${types[path.split('.').at(-1) as keyof typeof types]}; charset=utf-8`,
      Vary: 'Accept-Encoding',
      ETag: etagIn(`"${digest}"`, encoding),
      ...(encoding !== 'identity' && { 'Content-Encoding': encoding }),
    },
    encodeBody: 'manual',
  });
}

/** Sends the first of some files of the build that is there, as it is: pictures and fonts are compressed already. */
export async function sendBinary(c: Context<Bindings>, paths: readonly string[], type: string): Promise<Response> {
  for (const path of paths) {
    const asset = await c.env.ASSETS.fetch(`http://assets${path}`);
    if (!asset.ok) continue;
    return new Response(asset.body, {
      headers: {
        'Content-Type': type,
        'Cache-Control': publicCache(86_400, 604_800),
        'Cross-Origin-Resource-Policy': 'cross-origin',
      },
    });
  }
  throw new ProblemError('not_found', { detail: 'There is no such file' });
}
