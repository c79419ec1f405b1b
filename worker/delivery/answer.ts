import type { Context } from 'hono';
import type { Bindings } from '../env.ts';
import { publicCache, sendText } from '../http.ts';

interface AnswerHeaders {
  cacheControl?: string;
  /** What was read, by the names under which it is purged. */
  tags: readonly string[];
  locale?: string;
  release?: string;
  next?: string | undefined;
}

/** Sends a body that is JSON already. */
export function sendJson(
  c: Context<Bindings>,
  body: string,
  { cacheControl = publicCache(10, 300), tags, locale, release, next }: AnswerHeaders,
): Promise<Response> {
  if (locale !== undefined) {
    // Where the address names the language, what the browser prefers makes no difference.
    if (c.req.query('locale') === undefined) c.header('Vary', 'Accept-Language');
    c.header('Content-Language', locale);
  }
  if (release !== undefined) c.header('UWH-Release', release);
  if (next !== undefined) c.header('Link', `<${next}>; rel="next"`);
  return sendText(c, body, { type: 'application/json; charset=utf-8', cacheControl, tags });
}
