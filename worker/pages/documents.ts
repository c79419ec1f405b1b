import type { Context, Hono } from 'hono';
import type { KindName } from '../../schema/kinds/index.ts';
import { chaptersTag } from '../cache-tags.ts';
import { findRelease, listReleases } from '../delivery/release.ts';
import { readConfig, type Bindings } from '../env.ts';
import { chapterHere, hostsOf } from '../hosts.ts';
import { publicCache, sendBinary, sendText } from '../http.ts';
import { ProblemError } from '../problem.ts';
import { alternatesOf } from './document.tsx';
import { addressOf, bases, findSite, itemsOf, linkToHome, localesOf, siteOf, type Site } from './site.ts';

const lasting = publicCache(3600, 86_400);
const moving = publicCache(300, 3600);

/** A page's address after what names locale and chapter, and the locales in which it is there in words of its own. */
interface Listed {
  path: string;
  locales: readonly string[];
}

/** Every page of a chapter that search engines are to know. */
async function pagesOf(site: Site): Promise<Listed[]> {
  const isNational = site.chapter.inherits === null;
  const all = site.release.manifest.campaign.locales.map(({ tag }) => tag);
  const always = isNational
    ? ['/', '/faq', '/news', '/join', '/flyer', '/privacy', '/terms', '/chapters']
    : ['', '/faq', '/news', '/join', '/flyer'];
  const ofKind = async (name: KindName, prefix: string): Promise<Listed[]> => {
    const items = await itemsOf(site, name);
    // What a chapter shows of the whole campaign's news is known under the campaign's address.
    const own = items.filter(({ chapter }) => chapter === site.chapter.slug);
    return Promise.all(
      own.map(async ({ slug }) => ({ path: `${prefix}/${slug}`, locales: await localesOf(site, name, slug) })),
    );
  };
  return [
    ...always.map((path) => ({ path, locales: all })),
    ...(await ofKind('article', '/news')),
    ...(isNational ? [] : await ofKind('page', '')),
  ];
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

/** Every address that is known under this host, with the same page in other languages (sitemaps.org, hreflang). */
async function sitemapOf(c: Context<Bindings>): Promise<string> {
  const hosts = hostsOf(readConfig(c.env), c.req.url);
  const here = chapterHere(hosts);
  const rows: string[] = [];
  for (const { manifest } of await listReleases(c)) {
    const { slug } = manifest.chapter;
    if (here === null ? hosts.chapters.has(slug) : here !== slug) continue;
    const release = (await findRelease(c, slug))!;
    const site = await siteOf(c, release, manifest.campaign.defaultLocale);
    for (const { path, locales } of await pagesOf(site)) {
      const links = alternatesOf(site, path, locales)
        .map(({ lang, href }) => `<xhtml:link rel="alternate" hreflang="${lang}" href="${escape(href)}"/>`)
        .join('');
      for (const tag of locales) {
        rows.push(`<url><loc>${escape(addressOf(site, path, { locale: tag }))}</loc>${links}</url>`);
      }
    }
  }
  return `<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n${rows.join('\n')}\n</urlset>\n`;
}

/** RFC 9116. Its end is a year from the beginning of this month. */
function securityText(contact: string, origin: string, now: Date): string {
  const expires = new Date(Date.UTC(now.getUTCFullYear() + 1, now.getUTCMonth(), 1)).toISOString();
  return `Contact: ${contact}\nExpires: ${expires}\nPreferred-Languages: en, es\nCanonical: ${origin}/.well-known/security.txt\n`;
}

/** RFC 9727: where the API is described. */
function apiCatalog(origin: string): string {
  return JSON.stringify({
    linkset: [
      {
        anchor: `${origin}/v1/`,
        'service-desc': [{ href: `${origin}/openapi.json`, type: 'application/vnd.oai.openapi+json;version=3.1' }],
        'service-doc': [
          { href: `${origin}/docs`, type: 'text/html' },
          { href: `${origin}/embed/docs`, type: 'text/html' },
        ],
        status: [{ href: `${origin}/healthz`, type: 'application/json' }],
      },
    ],
  });
}

/** What a phone needs to keep a chapter's pages, or the campaign's, among its applications. */
function manifestOf(site: Site): object {
  const { release, chapter, locale } = site;
  const { name, brand } = release.manifest.campaign;
  return {
    name: chapter.inherits === null ? name : chapter.name,
    short_name: name,
    description: chapter.description,
    lang: locale.tag,
    dir: locale.direction,
    start_url: linkToHome(site),
    display: 'browser',
    background_color: brand.paper,
    theme_color: brand.deep,
    icons: [
      { src: '/favicon.svg', sizes: 'any', type: 'image/svg+xml' },
      ...[192, 512].map((size) => ({
        src: `/pictures/icon-${size}.png`,
        sizes: `${size}x${size}`,
        type: 'image/png',
      })),
    ],
  };
}

/** Documents beside the pages, for crawlers, readers of feeds, and whoever looks for the API. */
export function registerDocuments(pages: Hono<Bindings>): void {
  pages.get('/robots.txt', (c) => {
    const { origin } = new URL(c.req.url);
    const text = `User-agent: *\nDisallow: /v1/manage/\nDisallow: /embed/frame/\nSitemap: ${origin}/sitemap.xml\n`;
    return sendText(c, text, { type: 'text/plain; charset=utf-8', cacheControl: lasting });
  });
  pages.get('/sitemap.xml', async (c) =>
    sendText(c, await sitemapOf(c), {
      type: 'application/xml; charset=utf-8',
      cacheControl: moving,
      tags: [chaptersTag, ...(await listReleases(c)).map(({ manifest }) => manifest.chapter.slug)],
    }),
  );
  pages.get('/.well-known/security.txt', (c) => {
    const { SECURITY_CONTACT } = readConfig(c.env);
    if (SECURITY_CONTACT === null) throw new ProblemError('not_found', { detail: 'Nobody is named here yet' });
    const text = securityText(SECURITY_CONTACT, new URL(c.req.url).origin, new Date());
    return c.body(text, 200, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': lasting });
  });
  pages.get('/.well-known/api-catalog', (c) => {
    // What a HEAD tells of it.
    c.header('Link', '</.well-known/api-catalog>; rel="api-catalog"');
    return sendText(c, apiCatalog(new URL(c.req.url).origin), {
      type: 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"',
      cacheControl: lasting,
    });
  });
  for (const base of bases) {
    pages.get(`${base}/manifest.webmanifest`, async (c) =>
      sendText(c, JSON.stringify(manifestOf(await findSite(c, ''))), {
        type: 'application/manifest+json; charset=utf-8',
        cacheControl: moving,
        tags: [chaptersTag],
      }),
    );
  }
  pages.get('/fonts/:file{[a-z0-9-]+\\.woff2}', (c) => sendBinary(c, [c.req.path], 'font/woff2'));
  pages.get('/pictures/:file{[a-zA-Z0-9.-]+\\.png}', async (c) => {
    const [chapter, tag] = c.req.param('file').slice(0, -'.png'.length).split('.');
    // A chapter that came after the build has the campaign's.
    const { defaultLocale } = (await listReleases(c))[0]!.manifest.campaign;
    const names = tag === undefined ? [chapter] : [`${chapter}.${tag}`, `national.${tag}`, `national.${defaultLocale}`];
    return sendBinary(
      c,
      names.map((name) => `/pictures/${name}.png`),
      'image/png',
    );
  });
}
