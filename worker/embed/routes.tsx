import { Hono, type Context } from 'hono';
import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { findRelease, listReleases } from '../delivery/release.ts';
import type { Bindings } from '../env.ts';
import { publicCache, sendFile, sendText } from '../http.ts';
import { chapterIn, negotiateLocale } from '../locale.ts';
import { BuilderPage, type Built } from './builder.tsx';
import { examine } from './doctor.ts';
import { DocsIndexPage, DocsPage } from './docs.tsx';
import { findElement, listElements, type Element } from './elements.ts';
import { FramePage } from './frame.tsx';
import { registerOembed } from './oembed.ts';
import { attributesIn, frameAddress, readColor, type Choice } from './snippet.ts';
import { style } from './style.ts';
import { locales, wordsIn, type Words } from './words.ts';

const immutable = 'public, max-age=31536000, immutable';
const moving = publicCache(300, 86_400);

/** For files that pages of any origin load. */
const open = { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' };

function sendOpen(c: Context<Bindings>, cacheControl = moving): Promise<Response> {
  return sendFile(c, c.req.path, { ...open, 'Cache-Control': cacheControl });
}

type Page = HtmlEscapedString | Promise<HtmlEscapedString>;

async function sendPage(
  c: Context<Bindings>,
  page: Page,
  { policy, cacheControl }: { policy: string; cacheControl: string },
): Promise<Response> {
  c.header('Content-Security-Policy', policy);
  c.header('Referrer-Policy', 'no-referrer');
  const body = String(await html`<!doctype html>${page}`);
  return sendText(c, body, { type: 'text/html; charset=utf-8', cacheControl });
}

const ownPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; font-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** In a frame without an origin `'self'` stands for nothing everywhere: the address does. */
function framePolicy(api: string): string {
  return `default-src 'none'; script-src ${api}; style-src ${api}; connect-src ${api}; img-src ${api}; base-uri 'none'; form-action ${api}; frame-ancestors *`;
}

function originOf(c: Context): string {
  return new URL(c.req.url).origin;
}

/** The language in which to explain: the one that is asked for, else the browser's. */
function languageOf(c: Context): { tag: string; words: Words } {
  c.header('Vary', 'Accept-Language', { append: true });
  const tag = negotiateLocale(locales, 'en', c.req.query('lang'), c.req.header('Accept-Language'));
  return { tag, words: wordsIn(tag) };
}

/** What a query chose, and what may be chosen instead. */
async function buildChoice(c: Context<Bindings>, elements: readonly Element[], tag: string): Promise<Built> {
  const { policy = '', ...query } = c.req.query();
  const element =
    elements.find(({ name }) => name === query['widget']) ?? elements.find(({ name }) => name === 'join-form')!;
  const releases = await listReleases(c);
  const chapters = releases.map(({ manifest }) => chapterIn(manifest, tag));
  const chapter = chapters.find(({ slug }) => slug === query['chapter']) ?? chapters[0]!;
  const release = (await findRelease(c, chapter.slug))!;
  const { campaign } = release.manifest;
  const { items } = await release.bundle('pledges', campaign.defaultLocale);
  const pledges = items.map(({ slug }) => slug);
  const needsPledge = element.attributes.some(({ name }) => name === 'pledge');
  const attributes = attributesIn(element, {
    ...query,
    chapter: chapter.slug,
    ...(needsPledge && { pledge: pledges.find((slug) => slug === query['pledge']) ?? pledges[0] ?? '' }),
  });
  const choice: Choice = { element, attributes, action: readColor(query['action']) };
  const api = originOf(c);
  const locale = campaign.locales.find((each) => each.tag === query['locale'])?.tag ?? campaign.defaultLocale;
  const base = chapter.inherits === null ? `${api}/${locale}` : `${api}/${locale}/chapters/${chapter.slug}`;
  return {
    api,
    choice,
    elements,
    chapters,
    locales: campaign.locales,
    pledges: needsPledge ? pledges : [],
    policy,
    findings: policy.trim() === '' ? null : examine(policy.slice(0, 8192), api, 'script'),
    frameFindings: policy.trim() === '' ? null : examine(policy.slice(0, 8192), api, 'frame'),
    link: { href: `${base}/join`, text: chapter.name, locale },
  };
}

/** What other sites embed: the widgets' files, frames around them, and pages that help to put them there. */
export const embed = new Hono<Bindings>()
  .get('/embed/v1/:file{[a-z-]+\\.[0-9a-f]{12}\\.js}', (c) => sendOpen(c, immutable))
  .get('/embed/v1/:file{[a-z-]+\\.(?:js|json|txt)}', (c) => sendOpen(c))
  .get('/embed/v1/types/:file{[a-z-]+\\.d\\.ts}', (c) => sendOpen(c))
  .get('/embed/style.css', (c) => {
    for (const [name, value] of Object.entries(open)) c.header(name, value);
    return sendText(c, style, { type: 'text/css; charset=utf-8', cacheControl: moving });
  })
  .get('/embed/frame/:widget{[a-z-]+}', async (c) => {
    const element = await findElement(c.env.ASSETS, c.req.param('widget'));
    const query = c.req.query();
    const choice: Choice = { element, attributes: attributesIn(element, query), action: readColor(query['action']) };
    const api = originOf(c);
    const page = <FramePage api={api} choice={choice} scheme={query['scheme']} address={frameAddress(api, choice)} />;
    return sendPage(c, page, { policy: framePolicy(api), cacheControl: publicCache(60, 600) });
  })
  .get('/embed/builder', async (c) => {
    const { tag, words } = languageOf(c);
    const built = await buildChoice(c, await listElements(c.env.ASSETS), tag);
    const page = <BuilderPage lang={tag} words={words} built={built} />;
    return sendPage(c, page, { policy: ownPolicy, cacheControl: 'no-store' });
  })
  .get('/embed/docs', async (c) => {
    const { tag, words } = languageOf(c);
    const page = <DocsIndexPage lang={tag} words={words} elements={await listElements(c.env.ASSETS)} />;
    return sendPage(c, page, { policy: ownPolicy, cacheControl: moving });
  })
  .get('/embed/docs/:widget{[a-z-]+}', async (c) => {
    const { tag, words } = languageOf(c);
    const elements = await listElements(c.env.ASSETS);
    const element = await findElement(c.env.ASSETS, c.req.param('widget'));
    const pledges = await (await findRelease(c, 'national'))!.bundle('pledges', 'en');
    const choice = { element, attributes: exampleOf(element, pledges.items[0]?.slug), action: null };
    const page = <DocsPage lang={tag} words={words} api={originOf(c)} choice={choice} elements={elements} />;
    return sendPage(c, page, { policy: ownPolicy, cacheControl: moving });
  });

function exampleOf(element: Element, pledge = ''): Record<string, string> {
  return attributesIn(element, { chapter: 'oregon', pledge });
}

registerOembed(embed);
