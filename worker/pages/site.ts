import type { Context } from 'hono';
import type { Item, KindName } from '../../schema/kinds/index.ts';
import { registry } from '../../schema/kinds/index.ts';
import type { Chapter } from '../../schema/wire/chapter.ts';
import type { LocaleInfo } from '../../schema/wire/locale.ts';
import { findRelease, findReleaseById, listReleases, type Bundle, type Release } from '../delivery/release.ts';
import { readConfig, type Bindings } from '../env.ts';
import { baseOf, chapterHere, hostsOf, knownAddress, type Hosts } from '../hosts.ts';
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
  hosts: Hosts;
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
  // The campaign's own pages have one address, without a chapter in it.
  if (c.req.param('chapter') === 'national') throw new ProblemError('not_found');
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
  const isPublished = release?.manifest.campaign.locales.some((each) => each.tag === tag) === true;
  return isPublished ? { ...(await siteOf(c, release, tag!)), path, preview } : null;
}

/** The first page of a release's chapter, in one of its locales. */
export async function siteOf(c: Context<Bindings>, release: Release, tag: string): Promise<Site> {
  const { campaign } = release.manifest;
  const chapter = chapterIn(release.manifest, tag);
  return {
    release,
    chapter,
    chapters: (await listReleases(c)).map(({ manifest }) => chapterIn(manifest, tag)),
    locale: campaign.locales.find((each) => each.tag === tag)!,
    words: wordsIn(tag),
    hosts: hostsOf(readConfig(c.env), c.req.url),
    path: chapter.inherits === null ? '/' : '',
    preview: null,
    kinds: new Set(),
  };
}

/** How numbers and days are written in a page's language where the campaign is: 1,600,000 in Spanish as well. */
export function writtenIn({ locale }: Site): Intl.Locale {
  return new Intl.Locale(locale.tag, { region: 'US' });
}

interface Place {
  chapter?: string;
  locale?: string;
  hash?: string;
}

/** The address of a page, of this chapter and in this locale unless another is given. In a preview it leads to the chapter's draft. */
export function linkTo(site: Site, path: string, place: Place = {}): string {
  const { hosts, preview } = site;
  const slug = place.chapter ?? site.chapter.slug;
  const draft = preview !== null && slug === site.chapter.slug ? `?preview=${encodeURIComponent(preview)}` : '';
  const own = hosts.chapters.get(slug);
  const isAway = chapterHere(hosts) !== null || (own !== undefined && hosts.here === hosts.campaign && draft === '');
  const address = addressOf(site, path, place);
  const base = baseOf(place.locale ?? site.locale.tag, slug);
  const relative = own === hosts.here ? address.slice(own.length) : isAway ? address : `${base}${path}`;
  return `${relative}${draft}${place.hash ?? ''}`;
}

/** The one address under which a page is known, wherever it is shown. */
export function addressOf(site: Site, path: string, { chapter, locale }: Place = {}): string {
  const place = { chapter: chapter ?? site.chapter.slug, locale: locale ?? site.locale.tag };
  return knownAddress(site.hosts, place, path);
}

/** The locales in which what a page shows is there in words of its own. */
export async function localesOf(site: Site, name: KindName, slug: string): Promise<string[]> {
  const own: string[] = [];
  for (const { tag } of site.release.manifest.campaign.locales) {
    const item = (await itemsIn(site, name, tag)).find((each) => each.slug === slug);
    if (item?.locale === tag) own.push(tag);
  }
  return own;
}

/** Who publishes, as schema.org has it. */
export function organizationOf(site: Site): object {
  return {
    '@type': 'Organization',
    name: site.chapter.name,
    url: addressOf(site, site.chapter.inherits === null ? '/' : ''),
  };
}

/** The address of the first page of a chapter. */
export function linkToHome(site: Site, place: Place = {}): string {
  return linkTo(site, (place.chapter ?? site.chapter.slug) === 'national' ? '/' : '', place);
}

const parsed = new WeakMap<Bundle, unknown>();

/** The items of a kind that this chapter shows in this locale, in order. */
export function itemsOf<Name extends KindName>(site: Site, name: Name): Promise<Item<Name>[]> {
  site.kinds.add(name);
  return itemsIn(site, name, site.locale.tag);
}

async function itemsIn<Name extends KindName>({ release }: Site, name: Name, tag: string): Promise<Item<Name>[]> {
  const bundle = await release.bundle(registry[name].plural, tag);
  const known = parsed.get(bundle);
  if (known !== undefined) return known as Item<Name>[];
  const items = bundle.items.map(({ body }) => JSON.parse(body) as Item<Name>);
  parsed.set(bundle, items);
  return items;
}
