import type { Context } from 'hono';
import type { Item, KindName } from '../../schema/kinds/index.ts';
import { registry } from '../../schema/kinds/index.ts';
import type { Chapter } from '../../schema/wire/chapter.ts';
import type { LocaleInfo } from '../../schema/wire/locale.ts';
import { findRelease, listReleases, type Bundle, type Release } from '../delivery/release.ts';
import type { Bindings } from '../env.ts';
import { chapterIn } from '../locale.ts';
import { ProblemError } from '../problem.ts';
import { wordsIn, type Words } from './words.ts';

/** How the address of a page in a published locale begins. */
export const locale = '/:locale{[a-z]{2,3}(?:-[A-Za-z0-9]+)*}';
/** Where the pages of the whole campaign and those of a chapter begin. */
export const bases = [locale, `${locale}/chapters/:chapter`] as const;

/** What a page is made from: one chapter's release, in one locale. */
export interface Site {
  release: Release;
  chapter: Chapter;
  chapters: Chapter[];
  locale: LocaleInfo;
  words: Words;
  /** Where this chapter's pages begin: `/en`, or `/en/chapters/oregon`. */
  base: string;
  /** The rest of this page's address, the same in every locale. */
  path: string;
}

/** Finds what the address names; 404 where it names no published locale or chapter. */
export async function findSite(c: Context<Bindings>, path: string): Promise<Site> {
  const { locale, chapter = 'national' } = c.req.param();
  const site = await findSiteOf(c, locale, chapter, path);
  if (site === null) throw new ProblemError('not_found');
  return site;
}

/** The whole campaign's first page in a locale; null where that is not published. */
export function findHome(c: Context<Bindings>, locale: string): Promise<Site | null> {
  return findSiteOf(c, locale, 'national', '/');
}

async function findSiteOf(
  c: Context<Bindings>,
  tag: string | undefined,
  chapter: string,
  path: string,
): Promise<Site | null> {
  const release = await findRelease(c, chapter);
  const locale = release?.manifest.campaign.locales.find((each) => each.tag === tag);
  if (release === null || locale === undefined) return null;
  return {
    release,
    chapter: chapterIn(release.manifest, locale.tag),
    chapters: (await listReleases(c)).map(({ manifest }) => chapterIn(manifest, locale.tag)),
    locale,
    words: wordsIn(locale.tag),
    base: baseOf(locale.tag, chapter),
    path,
  };
}

/** Where a chapter's pages begin in a locale. */
export function baseOf(locale: string, chapter: string): string {
  return chapter === 'national' ? `/${locale}` : `/${locale}/chapters/${chapter}`;
}

const parsed = new WeakMap<Bundle, unknown>();

/** The items of a kind that this chapter shows in this locale, in order. */
export async function itemsOf<Name extends KindName>({ release, locale }: Site, name: Name): Promise<Item<Name>[]> {
  const bundle = await release.bundle(registry[name].plural, locale.tag);
  const known = parsed.get(bundle);
  if (known !== undefined) return known as Item<Name>[];
  const items = bundle.items.map(({ body }) => JSON.parse(body) as Item<Name>);
  parsed.set(bundle, items);
  return items;
}
