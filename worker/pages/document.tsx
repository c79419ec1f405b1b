import { raw } from 'hono/html';
import type { LinkedPicture } from './picture.tsx';
import { addressOf, linkTo, type Site } from './site.ts';

interface DocumentHeadProps {
  site: Site;
  title: string;
  description: string;
  /** Locales in which what it shows is there in words of its own. */
  locales: readonly string[];
  /** Whether search engines and others are told of it. */
  isListed: boolean;
  isArticle: boolean;
  /** The chapter under whose address it is known. */
  canonicalOf: string;
  /** What stands for it where it is linked to; null for the chapter's own picture. */
  picture: LinkedPicture | null;
  /** JSON-LD of schema.org. */
  data: object | null;
}

/** What machines read of a page: where it is known, in which languages, what stands for it elsewhere. */
export function DocumentHead({
  site,
  title,
  description,
  locales,
  isListed,
  isArticle,
  canonicalOf,
  picture,
  data,
}: DocumentHeadProps) {
  const { campaign } = site.release.manifest;
  const own = locales.includes(site.locale.tag) ? site.locale.tag : (locales[0] ?? site.locale.tag);
  const canonical = addressOf(site, site.path, { locale: own, chapter: canonicalOf });
  return (
    <>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{title}</title>
      <meta name="description" content={description} />
      <meta name="color-scheme" content="light dark" />
      <meta name="theme-color" content={campaign.brand.paper} media="(prefers-color-scheme: light)" />
      <meta name="theme-color" content={campaign.brand.deep} media="(prefers-color-scheme: dark)" />
      <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
      <link rel="apple-touch-icon" href="/pictures/icon-192.png" />
      <link rel="manifest" href={linkTo(site, '/manifest.webmanifest')} />
      {site.locale.direction === 'ltr' && (
        <link rel="preload" href="/fonts/fraunces-600.woff2" as="font" type="font/woff2" crossorigin="anonymous" />
      )}
      <link rel="stylesheet" href="/style.css" />
      {isListed && (
        <>
          <link rel="canonical" href={canonical} />
          {canonicalOf === site.chapter.slug && own === site.locale.tag && <Alternates site={site} locales={locales} />}
          <Feeds site={site} />
          <Embeds site={site} canonical={canonical} />
          <meta property="og:site_name" content={campaign.name} />
          <meta property="og:type" content={isArticle ? 'article' : 'website'} />
          <meta property="og:title" content={title} />
          <meta property="og:description" content={description} />
          <meta property="og:url" content={canonical} />
          <meta property="og:locale" content={own.replace('-', '_')} />
          <LinkPicture picture={picture ?? chapterPicture(site)} />
          <meta name="twitter:card" content="summary_large_image" />
          {data && (
            <script type="application/ld+json">
              {raw(JSON.stringify({ '@context': 'https://schema.org', ...data }).replaceAll('<', '\\u003c'))}
            </script>
          )}
        </>
      )}
      <script type="module" src="/embed/v1/all.js" />
    </>
  );
}

function chapterPicture(site: Site): LinkedPicture {
  const url = `${site.hosts.campaign}/pictures/${site.chapter.slug}.${site.locale.tag}.png`;
  return { url, type: 'image/png', width: 1200, height: 630, alt: site.chapter.name };
}

function LinkPicture({ picture }: { picture: LinkedPicture }) {
  return (
    <>
      <meta property="og:image" content={picture.url} />
      <meta property="og:image:type" content={picture.type} />
      <meta property="og:image:width" content={String(picture.width)} />
      <meta property="og:image:height" content={String(picture.height)} />
      <meta property="og:image:alt" content={picture.alt} />
    </>
  );
}

/** The same page in each language, itself as well, and the one for who reads none of them. */
export function alternatesOf(site: Site, path: string, locales: readonly string[]): { lang: string; href: string }[] {
  if (locales.length === 0) return [];
  const { defaultLocale } = site.release.manifest.campaign;
  const fallback = locales.includes(defaultLocale) ? defaultLocale : locales[0]!;
  const isFirst = path === '/' && site.chapter.inherits === null;
  return [
    ...locales.map((tag) => ({ lang: tag, href: addressOf(site, path, { locale: tag }) })),
    // The very first address asks which language it is to be.
    { lang: 'x-default', href: isFirst ? `${site.hosts.campaign}/` : addressOf(site, path, { locale: fallback }) },
  ];
}

function Alternates({ site, locales }: Pick<DocumentHeadProps, 'site' | 'locales'>) {
  return alternatesOf(site, site.path, locales).map(({ lang, href }) => (
    <link rel="alternate" hreflang={lang} href={href} />
  ));
}

const feeds = {
  'feed.json': 'application/feed+json',
  'rss.xml': 'application/rss+xml',
  'atom.xml': 'application/atom+xml',
};

function Feeds({ site }: { site: Site }) {
  return Object.entries(feeds).map(([file, type]) => (
    <link rel="alternate" type={type} title={site.words.news} href={linkTo(site, `/news/${file}`)} />
  ));
}

/** Of the pages that can stand in others: a chapter's first, and those to join from. */
function Embeds({ site, canonical }: { site: Site; canonical: string }) {
  if (site.path !== '/join' && site.path !== '') return null;
  const oembed = `${site.hosts.campaign}/oembed?${new URLSearchParams({ url: canonical })}`;
  return (
    <>
      <link rel="alternate" type="application/json+oembed" href={oembed} />
      <link rel="alternate" type="text/xml+oembed" href={`${oembed}&format=xml`} />
    </>
  );
}
