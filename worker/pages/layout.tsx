import type { Child } from 'hono/jsx';
import { DocumentHead } from './document.tsx';
import { spoken } from './parts.tsx';
import { Strands } from './strands.tsx';
import type { LinkedPicture } from './picture.tsx';
import { rightsWordsIn } from './rights-words.ts';
import { itemsOf, linkTo, linkToHome, type Site } from './site.ts';
import type { Words } from './words.ts';

interface LayoutProps {
  site: Site;
  title: string;
  description: string;
  /** Locales in which what it shows is there in words of its own; without it those of the campaign. */
  locales?: readonly string[];
  /** Whether search engines and others are told of it. Default: yes. */
  isListed?: boolean;
  isArticle?: boolean;
  /** The chapter under whose address it is known. Default: the one that is shown. */
  canonicalOf?: string;
  /** What stands for it where it is linked to. Default: the chapter's own picture. */
  picture?: LinkedPicture | null;
  /** JSON-LD of schema.org. */
  data?: object | null;
  children: Child;
}

/** Every page: head, menu, matter, foot. */
export function Layout({ site, title, description, children, isArticle = false, data = null, ...rest }: LayoutProps) {
  const { locale, words, release, preview } = site;
  const { name, locales } = release.manifest.campaign;
  const marked = preview === null ? title : `${words.draft}: ${title}`;
  return (
    <html lang={locale.tag} dir={locale.direction}>
      <head>
        <DocumentHead
          site={site}
          title={marked === name ? name : `${marked} · ${name}`}
          description={description}
          locales={rest.locales ?? locales.map(({ tag }) => tag)}
          isListed={(rest.isListed ?? true) && preview === null}
          isArticle={isArticle}
          picture={rest.picture ?? null}
          canonicalOf={rest.canonicalOf ?? site.chapter.slug}
          data={data}
        />
      </head>
      <body>
        <a class="skip" href="#content">
          {words.skip}
        </a>
        {preview !== null && <DraftNote words={words} />}
        <Head site={site} />
        <main id="content">{children}</main>
        <Foot site={site} />
      </body>
    </html>
  );
}

/** Says on top of a preview what it is. */
function DraftNote({ words }: { words: Words }) {
  return (
    <section class="draft" aria-label={words.draft}>
      <p class="wide">
        <strong>{words.draft}</strong> {words.draftNote}
      </p>
    </section>
  );
}

/** As many chapters as the menu has room for; past that it leads to all of them. */
const mostChapters = 3;

async function Head({ site }: { site: Site }) {
  const { words, chapter, chapters } = site;
  const local = chapters.filter(({ inherits }) => inherits !== null);
  const listed = local.length > mostChapters ? local.filter(({ slug }) => slug === chapter.slug) : local;
  return (
    <header class="head wide">
      <a class="name" href={linkToHome(site, { chapter: 'national' })}>
        <Strands kind="mark" />
        {site.release.manifest.campaign.name}
      </a>
      <nav class="menu" aria-label={words.menu}>
        <ul>
          {local.length > mostChapters && (
            <li>
              <a href={linkTo(site, '/chapters', { chapter: 'national' })}>{words.chapters}</a>
            </li>
          )}
          {listed.map(({ slug, name }) => (
            <li>
              <a href={linkToHome(site, { chapter: slug })} aria-current={slug === chapter.slug ? 'true' : undefined}>
                {name.replace(site.release.manifest.campaign.name, '').trim() || name}
              </a>
            </li>
          ))}
          {chapter.inherits !== null && <OwnPages site={site} />}
          <Entry site={site} path="/faq" name={words.questions} />
          <Entry site={site} path="/news" name={words.news} />
          <Entry site={site} path="/join" name={words.join} />
        </ul>
      </nav>
      <Languages site={site} />
    </header>
  );
}

function Entry({ site, path, name, lang }: { site: Site; path: string; name: string; lang?: string | undefined }) {
  return (
    <li lang={lang}>
      <a href={linkTo(site, path)} aria-current={site.path === path ? 'page' : undefined}>
        {name}
      </a>
    </li>
  );
}

/** A chapter's free pages. */
async function OwnPages({ site }: { site: Site }) {
  const listed = (await itemsOf(site, 'page')).filter(({ inNavigation }) => inNavigation);
  return listed.map((page) => <Entry site={site} path={`/${page.slug}`} name={page.title} {...spoken(site, page)} />);
}

function Languages({ site }: { site: Site }) {
  const others = site.release.manifest.campaign.locales.filter(({ tag }) => tag !== site.locale.tag);
  if (others.length === 0) return null;
  return (
    <nav class="languages" aria-label={site.words.languages}>
      <ul>
        {others.map(({ tag, name }) => (
          <li>
            <a href={linkTo(site, site.path, { locale: tag })} hreflang={tag} lang={tag}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Who speaks here, and what is seldom looked for. */
function Foot({ site }: { site: Site }) {
  const { words, chapter } = site;
  const ofCampaign = { chapter: 'national' };
  const links = [
    [linkTo(site, '/my', ofCampaign), rightsWordsIn(site.locale.tag).myTitle],
    [linkTo(site, '/privacy', ofCampaign), words.privacy],
    [linkTo(site, '/terms', ofCampaign), words.terms],
    [linkTo(site, '/chapters', ofCampaign), words.chapters],
    [linkTo(site, '/flyer'), words.print],
    ['/embed/builder', words.embed],
  ] as const;
  return (
    <footer class="foot">
      <div class="wide split">
        <div {...spoken(site, chapter)}>
          <p class="name">{chapter.name}</p>
          <p>{chapter.description}</p>
        </div>
        <ul>
          {links.map(([address, name]) => (
            <li>
              <a href={address}>{name}</a>
            </li>
          ))}
          <li>
            <a href="/docs" hreflang="en">
              API
            </a>
          </li>
        </ul>
      </div>
    </footer>
  );
}
