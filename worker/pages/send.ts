import type { Context } from 'hono';
import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { Bindings } from '../env.ts';
import { sendText } from '../http.ts';

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

interface PageHeaders {
  cacheControl: string;
  tags?: readonly string[];
  status?: 200 | 404;
}

/** Sends a page, with what keeps it and its readers safe. Its headers are asked for once it is rendered. */
export async function sendPage(
  c: Context<Bindings>,
  page: HtmlEscapedString | Promise<HtmlEscapedString>,
  headers: () => PageHeaders,
): Promise<Response> {
  c.header('Content-Security-Policy', policy);
  c.header('Cross-Origin-Opener-Policy', 'same-origin');
  c.header('Referrer-Policy', 'no-referrer');
  const body = String(await html`<!doctype html>${page}`);
  return sendText(c, body, { type: 'text/html; charset=utf-8', ...headers() });
}
