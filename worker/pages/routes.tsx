import { Hono, type Context } from 'hono';
import type { Item } from '../../schema/kinds/index.ts';
import { listReleases } from '../delivery/release.ts';
import type { Bindings } from '../env.ts';
import { favicon } from '../favicon.ts';
import { publicCache, sendText } from '../http.ts';
import { negotiateLocale } from '../locale.ts';
import { ProblemError } from '../problem.ts';
import { ArticlePage } from './article.tsx';
import { Home } from './home.tsx';
import { Layout } from './layout.tsx';
import { Articles, Part, Provenance, ProvenanceOfAll, Questions, Rich, spoken } from './parts.tsx';
import { ItemPicture, widestOf } from './picture.tsx';
import { NoticePage } from './notice.tsx';
import { send, type Page } from './send.ts';
import { registerDocuments } from './documents.ts';
import { registerFeeds } from './feeds.ts';
import { FlyerPage } from './flyer.tsx';
import {
  addressOf,
  bases,
  findSite,
  itemsOf,
  linkToHome,
  locale,
  localesOf,
  organizationOf,
  type Site,
} from './site.ts';
import { style } from './style.ts';

async function FaqPage({ site }: { site: Site }) {
  const faqs = await itemsOf(site, 'faq');
  return (
    <Layout
      site={site}
      title={site.words.questions}
      description={site.chapter.description}
      data={questionsOf(site, faqs)}
    >
      <Part heading={site.words.questions} level="h1" {...await introOf(site, 'questions')}>
        <ProvenanceOfAll site={site} items={faqs} />
        <Questions site={site} items={faqs} />
      </Part>
    </Layout>
  );
}

/** What a section says before the items that it stands for. */
async function introOf(site: Site, slug: string) {
  const section = (await itemsOf(site, 'section')).find((each) => each.slug === slug);
  return section && { intro: section.body, introLanguage: spoken(site, section) };
}

/** The questions as schema.org has them; null where some are not in the page's own language. */
function questionsOf({ locale }: Site, faqs: Item<'faq'>[]): object | null {
  if (faqs.length === 0 || faqs.some((faq) => faq.locale !== locale.tag)) return null;
  return {
    '@type': 'FAQPage',
    mainEntity: faqs.map(({ question, answer }) => ({
      '@type': 'Question',
      name: question,
      acceptedAnswer: { '@type': 'Answer', text: answer.text },
    })),
  };
}

async function NewsPage({ site }: { site: Site }) {
  const articles = await itemsOf(site, 'article');
  return (
    <Layout site={site} title={site.words.news} description={site.chapter.description}>
      <Part heading={site.words.news} level="h1" {...await introOf(site, 'news')}>
        <ProvenanceOfAll site={site} items={articles} />
        <Articles site={site} items={articles} level="h2" />
      </Part>
    </Layout>
  );
}

async function findPage(site: Site, slug: string): Promise<Item<'page'> | undefined> {
  return (await itemsOf(site, 'page')).find((each) => each.slug === slug);
}

async function FreePage({ site, page }: { site: Site; page: Item<'page'> }) {
  return (
    <Layout
      site={site}
      title={page.title}
      description={page.summary}
      locales={await localesOf(site, 'page', page.slug)}
      picture={widestOf(site, page)}
      data={{ '@type': 'WebPage', name: page.title, inLanguage: page.locale, publisher: organizationOf(site) }}
    >
      <article class="part wide">
        <h1 {...spoken(site, page)}>{page.title}</h1>
        <div class="split story">
          <div>
            <Provenance site={site} item={page} />
          </div>
          <div {...spoken(site, page)}>
            <p class="lead">{page.summary}</p>
            <ItemPicture item={page} />
            <Rich text={page.body} />
          </div>
        </div>
      </article>
    </Layout>
  );
}

function ChaptersPage({ site }: { site: Site }) {
  return (
    <Layout site={site} title={site.words.chapters} description={site.chapter.description}>
      <Part heading={site.words.chapters} level="h1">
        <ul class="plain">
          {site.chapters
            .filter(({ inherits }) => inherits !== null)
            .map(({ slug, name, description, locale }) => (
              <li {...spoken(site, { locale })}>
                <h2>
                  <a href={linkToHome(site, { chapter: slug })}>{name}</a>
                </h2>
                <p>{description}</p>
              </li>
            ))}
        </ul>
      </Part>
    </Layout>
  );
}

/** Leads to a page in the language that the reader prefers. */
async function redirectInto(c: Context<Bindings>, path: string): Promise<Response> {
  const { locales, defaultLocale } = (await listReleases(c))[0]!.manifest.campaign;
  const preferred = negotiateLocale(locales, defaultLocale, undefined, c.req.header('Accept-Language'));
  c.header('Vary', 'Accept-Language');
  c.header('Cache-Control', 'no-store');
  return c.redirect(`/${preferred}${path}`);
}

/** Pages for people, made from the release in memory. */
export const pages = new Hono<Bindings>()
  .get('/', (c) => redirectInto(c, '/'))
  .get('/my', (c) => redirectInto(c, '/my'))
  .get('/style.css', (c) =>
    sendText(c, style, { type: 'text/css; charset=utf-8', cacheControl: publicCache(300, 3600) }),
  )
  .get('/favicon.svg', (c) =>
    sendText(c, favicon, { type: 'image/svg+xml', cacheControl: publicCache(86_400, 86_400) }),
  );

pages.get(locale, async (c) => {
  const site = await findSite(c);
  c.header('Cache-Control', site.preview === null ? publicCache(300, 3600) : 'no-store');
  return c.redirect(linkToHome(site), 301);
});

function show(path: string, render: (site: Site, slug: string) => Page): void {
  pages.get(path, async (c) => {
    const site = await findSite(c);
    return send(c, site, render(site, c.req.param('slug') ?? ''));
  });
}

registerDocuments(pages);
registerFeeds(pages);
for (const base of bases) {
  show(base === locale ? `${base}/` : base, (site) => <Home site={site} />);
  show(`${base}/faq`, (site) => <FaqPage site={site} />);
  show(`${base}/flyer`, (site) => <FlyerPage site={site} />);
  show(`${base}/news`, (site) => <NewsPage site={site} />);
  show(`${base}/news/:slug`, (site, slug) => <ArticlePage site={site} slug={slug} />);
}
show(`${locale}/privacy`, (site) => <NoticePage site={site} page="privacy" />);
show(`${locale}/terms`, (site) => <NoticePage site={site} page="terms" />);
show(`${locale}/chapters`, (site) => <ChaptersPage site={site} />);
/** Pages of the whole campaign that forms and elements link to under whatever host they stand. */
const shared = new Set(['my', 'privacy', 'terms']);

pages.get(`${locale}/chapters/:chapter/:slug`, async (c) => {
  const site = await findSite(c);
  const slug = c.req.param('slug');
  const page = await findPage(site, slug);
  if (page !== undefined) return send(c, site, <FreePage site={site} page={page} />);
  if (!shared.has(slug)) throw new ProblemError('not_found');
  return c.redirect(addressOf(site, `/${slug}`, { chapter: 'national' }));
});

// A slash too many, as people and programs put it.
pages.get(`${locale}/:rest{.+/}`, (c) => {
  const { pathname, search } = new URL(c.req.url);
  return c.redirect(pathname.replace(/\/+$/, '') + search, 301);
});
