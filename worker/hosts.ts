import { getPath } from 'hono/utils/url';
import { readConfig, type Config, type Env } from './env.ts';

/** Where pages are known: the campaign's origin, and those of chapters that have a host of their own. */
export interface Hosts {
  /** Origin of the request. */
  here: string;
  /** Origin of the campaign's pages; that of the request where none is set. */
  campaign: string;
  /** Origins by a chapter's slug. */
  chapters: ReadonlyMap<string, string>;
}

export function hostsOf({ CAMPAIGN_ORIGIN, CHAPTER_HOSTS }: Config, url: string): Hosts {
  const here = new URL(url).origin;
  return { here, campaign: CAMPAIGN_ORIGIN ?? here, chapters: CHAPTER_HOSTS };
}

/** The chapter whose own host this is; null on the campaign's, and on every other. */
export function chapterHere({ here, chapters }: Hosts): string | null {
  return [...chapters].find(([, origin]) => origin === here)?.[0] ?? null;
}

/** Where a chapter's pages begin in a locale, under the campaign's host. */
export function baseOf(locale: string, chapter: string): string {
  return chapter === 'national' ? `/${locale}` : `/${locale}/chapters/${chapter}`;
}

/** The one address under which a page of a chapter is known. */
export function knownAddress(
  { campaign, chapters }: Hosts,
  { chapter, locale }: { chapter: string; locale: string },
  path: string,
): string {
  const own = chapters.get(chapter);
  return own === undefined ? `${campaign}${baseOf(locale, chapter)}${path}` : `${own}/${locale}${path}`;
}

// `/my` leads to the page of that name in the reader's language.
const page = /^\/(?!my$)([a-z]{2,3}(?:-[A-Za-z0-9]+)*)(?:\/(?!chapters(?:\/|$))(.*))?$/;

/** The path by which a request is routed: under a chapter's own host its pages begin with the locale. */
export function pathOf(request: Request, env: Env): string {
  const path = getPath(request);
  if (!env.CHAPTER_HOSTS) return path;
  const slug = chapterHere(hostsOf(readConfig(env), request.url));
  const [, locale, rest = ''] = page.exec(path) ?? [];
  if (slug === null || locale === undefined) return path;
  return `/${locale}/chapters/${slug}${rest === '' ? '' : `/${rest}`}`;
}
