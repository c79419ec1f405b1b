import type { Child } from 'hono/jsx';
import { baseOf, itemsOf, type Site } from './site.ts';

interface LayoutProps {
  site: Site;
  title: string;
  description: string;
  children: Child;
}

/** Every page: head, menu, matter, foot. */
export function Layout({ site, title, description, children }: LayoutProps) {
  const { locale, words, release, chapter } = site;
  const { name, locales } = release.manifest.campaign;
  const fullTitle = title === name ? name : `${title} · ${name}`;
  return (
    <html lang={locale.tag} dir={locale.direction}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{fullTitle}</title>
        <meta name="description" content={description} />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/style.css" />
        {locales.map(({ tag }) => (
          <link rel="alternate" hreflang={tag} href={baseOf(tag, chapter.slug) + site.path} />
        ))}
        <script type="module" src="/embed/v1/all.js" />
      </head>
      <body>
        <a class="skip" href="#content">
          {words.skip}
        </a>
        <Head site={site} />
        <main id="content">{children}</main>
        <Foot site={site} />
      </body>
    </html>
  );
}

async function Head({ site }: { site: Site }) {
  const listed = (await itemsOf(site, 'page')).filter(({ inNavigation }) => inNavigation);
  const { base, words, chapter, chapters, locale } = site;
  const local = chapters.filter(({ inherits }) => inherits !== null);
  return (
    <header class="head wide">
      <a class="name" href={`/${locale.tag}/`}>
        {site.release.manifest.campaign.name}
      </a>
      <nav aria-label={words.menu}>
        <ul>
          {local.map(({ slug, name }) => (
            <li>
              <a href={baseOf(locale.tag, slug)} aria-current={slug === chapter.slug ? 'true' : undefined}>
                {name.replace(site.release.manifest.campaign.name, '').trim() || name}
              </a>
            </li>
          ))}
          {chapter.inherits !== null &&
            listed.map(({ slug, title, locale: tag }) => (
              <li lang={tag === locale.tag ? undefined : tag}>
                <a href={`${base}/${slug}`}>{title}</a>
              </li>
            ))}
          <li>
            <a href={`${base}/faq`}>{words.questions}</a>
          </li>
          <li>
            <a href={`${base}/news`}>{words.news}</a>
          </li>
          <li>
            <a href={`${base}/join`}>{words.join}</a>
          </li>
          <Languages site={site} />
        </ul>
      </nav>
    </header>
  );
}

function Languages({ site: { release, chapter, locale, path } }: { site: Site }) {
  return release.manifest.campaign.locales
    .filter(({ tag }) => tag !== locale.tag)
    .map(({ tag, name }) => (
      <li>
        <a href={baseOf(tag, chapter.slug) + path} hreflang={tag} lang={tag}>
          {name}
        </a>
      </li>
    ));
}

function Foot({ site: { locale, words } }: { site: Site }) {
  return (
    <footer class="wide foot">
      <ul>
        <li>
          <a href={`/${locale.tag}/privacy`}>{words.privacy}</a>
        </li>
        <li>
          <a href={`/${locale.tag}/terms`}>{words.terms}</a>
        </li>
        <li>
          <a href={`/${locale.tag}/chapters`}>{words.chapters}</a>
        </li>
        <li>
          <a href="/docs" hreflang="en">
            API
          </a>
        </li>
      </ul>
    </footer>
  );
}
