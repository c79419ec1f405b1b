import type { Context } from 'hono';
import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { Bindings } from '../env.ts';

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** Sends a page, with what keeps it and its readers safe. */
export async function sendPage(
  c: Context<Bindings>,
  page: HtmlEscapedString | Promise<HtmlEscapedString>,
  cacheControl: string,
): Promise<Response> {
  c.header('Content-Security-Policy', policy);
  c.header('Cross-Origin-Opener-Policy', 'same-origin');
  c.header('Referrer-Policy', 'no-referrer');
  c.header('Cache-Control', cacheControl);
  return c.html(html`<!doctype html>${page}`);
}
