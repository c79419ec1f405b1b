import { Hono, type Context } from 'hono';
import { listReleases } from '../delivery/release.ts';
import type { Bindings } from '../env.ts';
import { publicCache } from '../http.ts';
import { negotiateLocale } from '../locale.ts';
import { ProblemError } from '../problem.ts';
import { Home } from './home.tsx';
import { Layout } from './layout.tsx';
import { send } from './answer.ts';
import { Articles, Part, Provenance, ProvenanceOfAll, Questions, Rich } from './parts.tsx';
import { baseOf, bases, findHome, findSite, itemsOf, locale, type Site } from './site.ts';
import { favicon, style } from './style.ts';

async function FaqPage({ site }: { site: Site }) {
  const faqs = await itemsOf(site, 'faq');
  return (
    <Layout site={site} title={site.words.questions} description={site.chapter.description}>
      <section class="part wide">
        <h1>{site.words.questions}</h1>
        <ProvenanceOfAll site={site} items={faqs} />
        <Questions site={site} items={faqs} />
      </section>
    </Layout>
  );
}

async function NewsPage({ site }: { site: Site }) {
  return (
    <Layout site={site} title={site.words.news} description={site.chapter.description}>
      <section class="part wide">
        <h1>{site.words.news}</h1>
        <Articles site={site} items={await itemsOf(site, 'article')} level="h2" />
      </section>
    </Layout>
  );
}

async function ArticlePage({ site, slug }: { site: Site; slug: string }) {
  const articles = await itemsOf(site, 'article');
  const article = articles.find((each) => each.slug === slug);
  if (article === undefined) throw new ProblemError('not_found');
  const related = articles.filter((each) => article.related.includes(each.slug));
  const { source, furtherReading } = article;
  return (
    <Layout site={site} title={article.title} description={article.summary}>
      <article class="part wide narrow">
        <h1>{article.title}</h1>
        <Provenance site={site} item={article} />
        <p class="lead">{article.summary}</p>
        <Rich text={article.body} />
        {source && (
          <p class="caption">
            {site.words.source}: {[source.publisher, source.title].filter(Boolean).join(', ')},{' '}
            {source.year ?? site.words.undated}
          </p>
        )}
        {furtherReading.length > 0 && <h2>{site.words.furtherReading}</h2>}
        <ul>
          {furtherReading.map(({ title, language, url }) => (
            <li lang={language}>{url === null ? title : <a href={url}>{title}</a>}</li>
          ))}
        </ul>
      </article>
      {related.length > 0 && (
        <Part heading={site.words.news}>
          <Articles site={site} items={related} />
        </Part>
      )}
    </Layout>
  );
}

async function NoticePage({ site, page }: { site: Site; page: 'privacy' | 'terms' }) {
  const sections = (await itemsOf(site, 'section')).filter((section) => section.page === page);
  return (
    <Layout site={site} title={site.words[page]} description={site.chapter.description}>
      <div class="wide">
        <h1>{site.words[page]}</h1>
        {sections[0] && <Provenance site={site} item={sections[0]} />}
      </div>
      {sections.map((section) => (
        <Part id={section.slug} heading={section.heading} intro={section.body} />
      ))}
    </Layout>
  );
}

async function FreePage({ site, slug }: { site: Site; slug: string }) {
  const page = (await itemsOf(site, 'page')).find((each) => each.slug === slug);
  if (page === undefined) throw new ProblemError('not_found');
  return (
    <Layout site={site} title={page.title} description={page.summary}>
      <article class="part wide narrow">
        <h1>{page.title}</h1>
        <Provenance site={site} item={page} />
        <Rich text={page.body} />
      </article>
    </Layout>
  );
}

function ChaptersPage({ site }: { site: Site }) {
  return (
    <Layout site={site} title={site.words.chapters} description={site.chapter.description}>
      <section class="part wide">
        <h1>{site.words.chapters}</h1>
        <ul class="plain">
          {site.chapters
            .filter(({ inherits }) => inherits !== null)
            .map(({ slug, name, description }) => (
              <li>
                <h2>
                  <a href={baseOf(site.locale.tag, slug)}>{name}</a>
                </h2>
                <p>{description}</p>
              </li>
            ))}
        </ul>
      </section>
    </Layout>
  );
}

/** A kind page where a browser asked for one that is not there; null where the address begins with no published locale. */
export async function sendNotFound(c: Context<Bindings>): Promise<Response | null> {
  if (!c.req.header('Accept')?.includes('text/html')) return null;
  const site = await findHome(c, c.req.path.split('/')[1]!);
  if (site === null) return null;
  const { words } = site;
  return send(
    c,
    <Layout site={site} title={words.notFound} description={site.chapter.description}>
      <section class="part wide">
        <h1>{words.notFound}</h1>
        <p>
          <a href={`${site.base}/`}>{words.home}</a>
        </p>
      </section>
    </Layout>,
    404,
  );
}

/** Pages for people, made from the release in memory. */
export const pages = new Hono<Bindings>()
  .get('/', async (c) => {
    const { locales, defaultLocale } = (await listReleases(c))[0]!.manifest.campaign;
    const locale = negotiateLocale(locales, defaultLocale, undefined, c.req.header('Accept-Language'));
    c.header('Vary', 'Accept-Language');
    return c.redirect(`/${locale}/`);
  })
  .get('/style.css', (c) => {
    c.header('Cache-Control', publicCache(300, 3600));
    return c.body(style, 200, { 'Content-Type': 'text/css; charset=utf-8' });
  })
  .get('/favicon.svg', (c) => {
    c.header('Cache-Control', publicCache(86_400, 86_400));
    return c.body(favicon, 200, { 'Content-Type': 'image/svg+xml' });
  });

pages.get(locale, async (c) => {
  const { locale: tag } = await findSite(c, '/');
  return c.redirect(`/${tag.tag}/`, 301);
});
for (const base of bases) {
  pages.get(base === locale ? `${base}/` : base, async (c) =>
    send(c, <Home site={await findSite(c, base === locale ? '/' : '')} />),
  );
  pages.get(`${base}/faq`, async (c) => send(c, <FaqPage site={await findSite(c, '/faq')} />));
  pages.get(`${base}/news`, async (c) => send(c, <NewsPage site={await findSite(c, '/news')} />));
  pages.get(`${base}/news/:slug`, async (c) => {
    const slug = c.req.param('slug');
    return send(c, <ArticlePage site={await findSite(c, `/news/${slug}`)} slug={slug} />);
  });
}
pages
  .get(`${locale}/privacy`, async (c) => send(c, <NoticePage site={await findSite(c, '/privacy')} page="privacy" />))
  .get(`${locale}/terms`, async (c) => send(c, <NoticePage site={await findSite(c, '/terms')} page="terms" />))
  .get(`${locale}/chapters`, async (c) => send(c, <ChaptersPage site={await findSite(c, '/chapters')} />))
  .get(`${locale}/chapters/:chapter/:slug`, async (c) => {
    const slug = c.req.param('slug');
    return send(c, <FreePage site={await findSite(c, `/${slug}`)} slug={slug} />);
  });
