import type { Context } from 'hono';
import type { Item, KindName } from '../../schema/kinds/index.ts';
import { registry } from '../../schema/kinds/index.ts';
import type { Chapter } from '../../schema/wire/chapter.ts';
import type { LocaleInfo } from '../../schema/wire/locale.ts';
import { findRelease, findReleaseById, listReleases, type Bundle, type Release } from '../delivery/release.ts';
import { readConfig, type Bindings } from '../env.ts';
import { chapterIn } from '../locale.ts';
import { readPreview } from '../preview.ts';
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
  /** This page's address after what names locale and chapter, the same in every locale. */
  path: string;
  /** The token with which it shows what is not published; null where it shows what is. */
  preview: string | null;
  /** The kinds that were read so far. */
  kinds: Set<KindName>;
}

/**
 * Finds what the address names.
 * @param at what stands for the address in links to other locales; without it the address itself.
 * @throws {ProblemError} `not_found` where it names no published locale or chapter, `invalid_request` for a preview that
 * is over, or of another chapter.
 */
export async function findSite(c: Context<Bindings>, at?: string): Promise<Site> {
  const { locale, chapter = 'national' } = c.req.param();
  const path = at ?? c.req.path.slice(baseOf(locale ?? '', chapter).length);
  const site = await findSiteOf(c, { tag: locale, chapter, path, preview: c.req.query('preview') ?? null });
  if (site === null) throw new ProblemError('not_found');
  return site;
}

/** The whole campaign's first page in a locale; null where that is not published. */
export function findHome(c: Context<Bindings>, locale: string): Promise<Site | null> {
  return findSiteOf(c, { tag: locale, chapter: 'national', path: '/', preview: null });
}

interface Address {
  tag: string | undefined;
  chapter: string;
  path: string;
  preview: string | null;
}

async function findSiteOf(c: Context<Bindings>, { tag, chapter, path, preview }: Address): Promise<Site | null> {
  const release =
    preview === null
      ? await findRelease(c, chapter)
      : await findReleaseById(c, chapter, await readPreview(readConfig(c.env), preview, chapter));
  const locale = release?.manifest.campaign.locales.find((each) => each.tag === tag);
  if (release === null || locale === undefined) return null;
  return {
    release,
    chapter: chapterIn(release.manifest, locale.tag),
    chapters: (await listReleases(c)).map(({ manifest }) => chapterIn(manifest, locale.tag)),
    locale,
    words: wordsIn(locale.tag),
    path,
    preview,
    kinds: new Set(),
  };
}

interface Place {
  chapter?: string;
  locale?: string;
  hash?: string;
}

/** The address of a page, of this chapter and in this locale unless another is given. In a preview it leads to the chapter's draft. */
export function linkTo(site: Site, path: string, { chapter, locale, hash = '' }: Place = {}): string {
  const { slug } = site.chapter;
  const base = baseOf(locale ?? site.locale.tag, chapter ?? slug);
  const isDraft = site.preview !== null && (chapter ?? slug) === slug;
  return `${base}${path}${isDraft ? `?preview=${encodeURIComponent(site.preview!)}` : ''}${hash}`;
}

/** The address of the first page of a chapter. */
export function linkToHome(site: Site, place: Place = {}): string {
  return linkTo(site, (place.chapter ?? site.chapter.slug) === 'national' ? '/' : '', place);
}

/** Where a chapter's pages begin in a locale. */
function baseOf(locale: string, chapter: string): string {
  return chapter === 'national' ? `/${locale}` : `/${locale}/chapters/${chapter}`;
}

const parsed = new WeakMap<Bundle, unknown>();

/** The items of a kind that this chapter shows in this locale, in order. */
export async function itemsOf<Name extends KindName>(
  { release, locale, kinds }: Site,
  name: Name,
): Promise<Item<Name>[]> {
  kinds.add(name);
  const bundle = await release.bundle(registry[name].plural, locale.tag);
  const known = parsed.get(bundle);
  if (known !== undefined) return known as Item<Name>[];
  const items = bundle.items.map(({ body }) => JSON.parse(body) as Item<Name>);
  parsed.set(bundle, items);
  return items;
}
