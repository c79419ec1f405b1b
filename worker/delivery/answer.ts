import type { Context } from 'hono';
import { sha256Hex } from '../../schema/kinds/digest.ts';
import type { Bindings } from '../env.ts';
import { matchesEtag, publicCache } from '../http.ts';

/**
 * Sends a body that is JSON already, or 304.
 * @param identity names all that the body depends on; equal identities have equal bytes.
 */
export async function sendJson(
  c: Context<Bindings>,
  identity: string,
  body: () => string,
  headers: { cacheControl?: string; locale?: string; release?: string; next?: string | undefined } = {},
): Promise<Response> {
  const etag = `"${(await sha256Hex(identity)).slice(0, 32)}"`;
  c.header('ETag', etag);
  c.header('Cache-Control', headers.cacheControl ?? publicCache(10, 300));
  if (headers.locale !== undefined) {
    c.header('Vary', 'Accept-Language');
    c.header('Content-Language', headers.locale);
  }
  if (headers.release !== undefined) c.header('UWH-Release', headers.release);
  if (headers.next !== undefined) c.header('Link', `<${headers.next}>; rel="next"`);
  if (matchesEtag(c.req.header('If-None-Match'), etag)) return c.body(null, 304);
  return c.body(body(), 200, { 'Content-Type': 'application/json; charset=utf-8' });
}
