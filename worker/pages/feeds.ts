import { Feed } from 'feed';
import type { Context, Hono } from 'hono';
import { chaptersTag, readTags } from '../cache-tags.ts';
import type { Bindings } from '../env.ts';
import { publicCache, sendText } from '../http.ts';
import { widestOf } from './picture.tsx';
import { addressOf, bases, findSite, itemsOf, type Site } from './site.ts';

const formats = {
  'feed.json': { type: 'application/feed+json', write: (feed: Feed) => feed.json1() },
  'rss.xml': { type: 'application/rss+xml', write: (feed: Feed) => feed.rss2() },
  'atom.xml': { type: 'application/atom+xml', write: (feed: Feed) => feed.atom1() },
};

/** A chapter's news in a locale: what is new there, and not what it shows for lack of a translation. */
async function feedOf(site: Site): Promise<Feed> {
  const { chapter, locale, words, release } = site;
  const articles = (await itemsOf(site, 'article')).filter((each) => each.locale === locale.tag);
  const address = (file: string) => addressOf(site, `/news/${file}`);
  const feed = new Feed({
    id: addressOf(site, '/news'),
    link: addressOf(site, '/news'),
    title: `${words.news} · ${chapter.name}`,
    description: chapter.description,
    language: locale.tag,
    generator: false,
    copyright: release.manifest.campaign.name,
    // Atom asks for one, and who wrote what is retold here may be unknown.
    author: { name: chapter.name, link: addressOf(site, chapter.inherits === null ? '/' : '') },
    favicon: `${site.hosts.campaign}/favicon.svg`,
    // That of its newest word, the same for as long as nothing is published.
    updated: new Date(Math.max(0, ...articles.map(({ updatedAt }) => Date.parse(updatedAt)))),
    feedLinks: { json: address('feed.json'), rss: address('rss.xml'), atom: address('atom.xml') },
  });
  for (const article of articles) {
    const { slug, chapter, title, summary, body, publishedOn, updatedAt } = article;
    const picture = widestOf(site, article);
    const link = addressOf(site, `/news/${slug}`, { chapter });
    feed.addItem({
      id: link,
      link,
      title,
      description: summary,
      content: body.html,
      date: new Date(updatedAt),
      ...(picture !== null && { image: picture.url }),
      ...(publishedOn !== null && { published: new Date(`${publishedOn}T00:00:00Z`) }),
    });
  }
  return feed;
}

export function registerFeeds(pages: Hono<Bindings>): void {
  for (const base of bases) {
    for (const [file, { type, write }] of Object.entries(formats)) {
      pages.get(`${base}/news/${file}`, async (c: Context<Bindings>) => {
        const site = await findSite(c);
        c.header('Access-Control-Allow-Origin', '*');
        return sendText(c, write(await feedOf(site)), {
          type: `${type}; charset=utf-8`,
          cacheControl: publicCache(300, 3600),
          tags: [...readTags(site.chapter), chaptersTag],
        });
      });
    }
  }
}
