import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { bodyLimit } from 'hono/body-limit';
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

/** Sends a file of the build with these headers, the same on every runtime; 404 where there is none. */
export async function sendAsset(
  c: Context<Bindings>,
  path: string,
  headers: Record<string, string>,
): Promise<Response> {
  const asset = await c.env.ASSETS.fetch(`http://assets${path}`);
  if (!asset.ok) throw new ProblemError('not_found', { detail: 'There is no such file' });
  return new Response(asset.body, { headers });
}
