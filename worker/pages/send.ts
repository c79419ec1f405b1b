import type { Context } from 'hono';
import { html } from 'hono/html';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { HtmlEscapedString } from 'hono/utils/html';
import { registry } from '../../schema/kinds/index.ts';
import { chaptersTag, readTags } from '../cache-tags.ts';
import type { Bindings } from '../env.ts';
import { publicCache, sendText } from '../http.ts';
import type { Site } from './site.ts';

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors ";

export type Page = HtmlEscapedString | Promise<HtmlEscapedString>;

/** Sends a page, with what keeps it and its readers safe. Only what everyone gets alike may be kept by caches. */
export async function send(
  c: Context<Bindings>,
  site: Site,
  page: Page,
  { status = 200, isPrivate = false }: { status?: ContentfulStatusCode; isPrivate?: boolean } = {},
): Promise<Response> {
  // Whoever writes sees a preview within the desk, which is of this origin. Nobody frames what readers get.
  const isFramed = site.preview !== null;
  c.header('Content-Security-Policy', `${policy}${isFramed ? "'self'" : "'none'"}`);
  c.header('X-Frame-Options', isFramed ? 'SAMEORIGIN' : 'DENY');
  c.header('Cross-Origin-Opener-Policy', 'same-origin');
  c.header('Referrer-Policy', 'no-referrer');
  c.header('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()');
  if (site.preview !== null) c.header('X-Robots-Tag', 'noindex');
  const body = String(await html`<!doctype html>${page}`);
  const isForAll = !isPrivate && site.preview === null && c.req.method !== 'POST' && status === 200;
  return sendText(c, body, {
    type: 'text/html; charset=utf-8',
    // What was read is known now that it is rendered.
    cacheControl: isForAll ? cacheControlOf(site) : 'no-store',
    tags: [...readTags(site.chapter), chaptersTag],
    status,
  });
}

/** What can be taken back must not be shown from a cache that has not asked again. */
function cacheControlOf({ kinds }: Site): string {
  const isLasting = [...kinds].every((kind) => registry[kind].isRevoked === undefined);
  return isLasting ? publicCache(10, 300) : 'public, no-cache';
}
