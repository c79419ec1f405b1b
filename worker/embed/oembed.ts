import type { Hono } from 'hono';
import type { Bindings } from '../env.ts';
import { publicCache, sendText } from '../http.ts';
import { ProblemError } from '../problem.ts';
import { findElement } from './elements.ts';
import { attributesIn, frameSnippet, heightOf, readColor, type Choice } from './snippet.ts';

/** What an address of ours shows: the element and its attributes; null where it shows none. */
function readAddress(address: URL): { name: string; query: Record<string, string> } | null {
  const query = Object.fromEntries(address.searchParams);
  const frame = /^\/embed\/frame\/([a-z-]+)$/.exec(address.pathname);
  if (frame !== null) return { name: frame[1]!, query };
  const [, locale, chapter, join] =
    /^\/([a-z]{2,3}(?:-[A-Za-z0-9]+)*)(?:\/chapters\/([a-z0-9-]+))?(\/join)?$/.exec(address.pathname) ?? [];
  if (locale === undefined || (chapter === undefined && join === undefined)) return null;
  const place = { locale, ...(chapter !== undefined && { chapter }) };
  return { name: join === undefined ? 'chapter' : 'join-form', query: place };
}

function readSize(text: string | undefined): number {
  const size = Number(text);
  return Number.isInteger(size) && size > 0 ? size : Infinity;
}

/** oEmbed 1.0: what stands for an address of ours in a page that someone writes elsewhere. */
export function registerOembed(app: Hono<Bindings>): void {
  app.get('/oembed', async (c) => {
    const { url = '', format = 'json', maxwidth, maxheight } = c.req.query();
    const api = new URL(c.req.url).origin;
    const address = URL.canParse(url) ? new URL(url) : null;
    const named = address?.origin === api ? readAddress(address) : null;
    if (named === null) throw new ProblemError('not_found', { detail: 'Nothing of this address can be embedded' });
    if (format !== 'json' && format !== 'xml') return c.text('Formats: json, xml', 501);
    const element = await findElement(c.env.ASSETS, named.name);
    const choice: Choice = {
      element,
      attributes: attributesIn(element, named.query),
      action: readColor(named.query['action']),
    };
    const width = Math.min(720, readSize(maxwidth));
    const height = Math.min(heightOf(element), readSize(maxheight));
    const title = `United We Heal: ${element.name}`;
    const answer = {
      version: '1.0',
      type: 'rich',
      title,
      provider_name: 'United We Heal',
      provider_url: api,
      cache_age: 3600,
      width,
      height,
      html: frameSnippet(api, choice, title, { width: String(width), height }),
    };
    c.header('Access-Control-Allow-Origin', '*');
    const cacheControl = publicCache(300, 3600);
    if (format === 'json')
      return sendText(c, JSON.stringify(answer), { type: 'application/json; charset=utf-8', cacheControl });
    return sendText(c, toXml(answer), { type: 'text/xml; charset=utf-8', cacheControl });
  });
}

function toXml(answer: Record<string, string | number>): string {
  const fields = Object.entries(answer).map(([name, value]) => {
    const text = String(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    return `<${name}>${text}</${name}>`;
  });
  return `<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>${fields.join('')}</oembed>\n`;
}
