import type { Item } from '../../schema/kinds/index.ts';
import { ProblemError } from '../problem.ts';
import { Layout } from './layout.tsx';
import { Articles, Day, Part, Provenance, Rich, SourceLine, spoken } from './parts.tsx';
import { ItemPicture, widestOf } from './picture.tsx';
import { addressOf, itemsOf, linkTo, localesOf, organizationOf, type Site } from './site.ts';

/** A piece of news, what goes with it, and the way to all of them. */
export async function ArticlePage({ site, slug }: { site: Site; slug: string }) {
  const articles = await itemsOf(site, 'article');
  const article = articles.find((each) => each.slug === slug);
  if (article === undefined) throw new ProblemError('not_found');
  const related = articles.filter((each) => article.related.includes(each.slug));
  const { source, furtherReading, publishedOn, title, summary, updatedAt } = article;
  const { words } = site;
  const language = spoken(site, article);
  // What a chapter shows of the whole campaign's news is known under the campaign's address.
  const address = addressOf(site, site.path, { chapter: article.chapter });
  const picture = widestOf(site, article);
  const data = {
    '@type': 'NewsArticle',
    headline: title,
    description: summary,
    url: address,
    mainEntityOfPage: address,
    inLanguage: article.locale,
    dateModified: updatedAt,
    ...(publishedOn !== null && { datePublished: publishedOn }),
    ...(picture !== null && { image: picture.url }),
    publisher: organizationOf(site),
  };
  return (
    <Layout
      site={site}
      title={title}
      description={summary}
      locales={await localesOf(site, 'article', slug)}
      canonicalOf={article.chapter}
      isArticle
      picture={picture}
      data={data}
    >
      <article class="part wide">
        <h1 {...language}>{title}</h1>
        <div class="split story">
          <div>
            {publishedOn !== null && (
              <p class="caption">
                {words.published} <Day site={site} date={publishedOn} />
              </p>
            )}
            <Provenance site={site} item={article} />
            {source && <SourceLine site={site} source={source} of={{ locale: site.locale.tag }} />}
          </div>
          <div>
            <div {...language}>
              <p class="lead">{summary}</p>
              <ItemPicture item={article} />
              <Rich text={article.body} />
            </div>
            {furtherReading.length > 0 && <FurtherReading site={site} items={furtherReading} />}
            <p class="share">
              <uwh-share locale={site.locale.tag} url={address} text={title}>
                <a href={`mailto:?subject=${encodeURIComponent(title)}&body=${encodeURIComponent(address)}`}>
                  {words.share}
                </a>
              </uwh-share>
            </p>
            <p class="next">
              <a href={linkTo(site, '/news')}>{words.allNews}</a>
            </p>
          </div>
        </div>
      </article>
      {related.length > 0 && (
        <Part heading={words.related}>
          <Articles site={site} items={related} />
        </Part>
      )}
    </Layout>
  );
}

function FurtherReading({ site, items }: { site: Site; items: Item<'article'>['furtherReading'] }) {
  return (
    <>
      <h2>{site.words.furtherReading}</h2>
      <ul>
        {items.map(({ title, language, url }) => (
          <li lang={language}>{url === null ? title : <a href={url}>{title}</a>}</li>
        ))}
      </ul>
    </>
  );
}
