import type { Context } from 'hono';
import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { Bindings } from '../env.ts';
import { publicCache } from '../http.ts';

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** Sends a page. Only what everyone gets alike, which is what is asked for by address and there, may be kept by caches. */
export function send(
  c: Context<Bindings>,
  page: HtmlEscapedString | Promise<HtmlEscapedString>,
  status: 200 | 404 | 422 | 503 = 200,
): Response | Promise<Response> {
  c.header('Content-Security-Policy', policy);
  c.header('Cross-Origin-Opener-Policy', 'same-origin');
  c.header('Referrer-Policy', 'no-referrer');
  c.header('Cache-Control', c.req.method === 'POST' || status !== 200 ? 'no-store' : publicCache(10, 300));
  return c.html(html`<!doctype html>${page}`, status);
}
