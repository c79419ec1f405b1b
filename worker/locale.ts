import { parseAccept } from 'hono/utils/accept';
import type { Chapter } from '../schema/wire/chapter.ts';
import type { LocaleInfo } from '../schema/wire/locale.ts';
import type { Manifest } from '../schema/wire/release.ts';

/** RFC 4647 lookup: each range as it is, then shortened from its end; the first that is published wins. */
function lookup(ranges: readonly string[], published: readonly string[]): string | null {
  for (const range of ranges) {
    for (let tag = range.toLowerCase(); tag !== ''; tag = tag.slice(0, Math.max(0, tag.lastIndexOf('-')))) {
      // A single letter introduces an extension, and stands for nothing by itself.
      if (/-[a-z0-9]$/.test(tag)) continue;
      const match = published.find((each) => each.toLowerCase() === tag);
      if (match !== undefined) return match;
    }
  }
  return null;
}

/** The language ranges of an `Accept-Language` header, most wanted first. */
function acceptedRanges(header: string): string[] {
  return parseAccept(header)
    .filter(({ type, q }) => q > 0 && /^[a-z]{1,8}(?:-[a-z0-9]{1,8})*$/i.test(type))
    .map(({ type }) => type);
}

/** The published locale in which to answer: by the parameter, else by the header, else the campaign's default. */
export function negotiateLocale(
  locales: readonly Pick<LocaleInfo, 'tag'>[],
  defaultLocale: string,
  requested: string | undefined,
  acceptLanguage: string | undefined,
): string {
  const ranges = requested === undefined ? acceptedRanges(acceptLanguage ?? '') : [requested];
  return (
    lookup(
      ranges,
      locales.map(({ tag }) => tag),
    ) ?? defaultLocale
  );
}

/** The chapter in a locale, or in the nearest in which it has a name. */
export function chapterIn({ campaign, chapter }: Manifest, locale: string): Chapter {
  const { translations, ...rest } = chapter;
  const fallback = campaign.locales.find(({ tag }) => tag === locale)?.fallback ?? [];
  const chain = [locale, ...fallback, campaign.defaultLocale, ...Object.keys(translations)];
  const named = chain.find((tag) => Object.hasOwn(translations, tag))!;
  return { ...rest, locale: named, ...translations[named]! };
}
