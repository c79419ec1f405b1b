import { canonical, digestOf } from '../../schema/kinds/digest.ts';
import type { TranslationState } from '../../schema/wire/authored.ts';
import type { CampaignSource, EntrySource } from '../../schema/wire/content-set.ts';

type Translations = EntrySource['translations'];
type Locales = Pick<CampaignSource, 'defaultLocale' | 'locales'>;

/** The locale whose words the others are made from: the default, else the one that is the original. */
function sourceLocale(translations: Translations, defaultLocale: string): string | null {
  if (Object.hasOwn(translations, defaultLocale)) return defaultLocale;
  return Object.keys(translations).find((locale) => translations[locale]!.method === 'original') ?? null;
}

/** The state of an entry's words in every locale of the campaign. */
export async function statesOf(
  translations: Translations,
  { defaultLocale, locales }: Locales,
): Promise<Record<string, TranslationState>> {
  const from = sourceLocale(translations, defaultLocale);
  const digest = from === null ? null : await digestOf(translations[from]!.fields);
  const states = locales.map(({ tag }): [string, TranslationState] => {
    const translation = translations[tag];
    if (translation === undefined) return [tag, 'missing'];
    const isStale = tag !== from && translation.sourceDigest !== undefined && translation.sourceDigest !== digest;
    return [tag, isStale ? 'stale' : 'current'];
  });
  return Object.fromEntries(states);
}

/**
 * Notes of every translation which words it was made from: of those that are new, or that `made` names, the words as
 * they are now; of those that stayed as they were, what was noted before, or else the words that were there before.
 */
export async function noteSources(
  translations: Translations,
  before: Translations,
  { defaultLocale }: Locales,
  made: string | null,
): Promise<Translations> {
  const from = sourceLocale(translations, defaultLocale);
  const digest = from === null ? undefined : await digestOf(translations[from]!.fields);
  const earlierWords = from === null ? undefined : before[from]?.fields;
  // Where the words stayed as well, nobody knows still.
  const earlierDigest =
    earlierWords === undefined || isSame(earlierWords, translations[from!]!.fields)
      ? undefined
      : await digestOf(earlierWords);
  const noted = Object.entries(translations).map(([locale, { method, fields }]) => {
    const earlier = before[locale];
    const stayed = earlier !== undefined && locale !== made && isSame(earlier.fields, fields);
    const sourceDigest = locale === from ? undefined : stayed ? (earlier.sourceDigest ?? earlierDigest) : digest;
    return [locale, { method, ...(sourceDigest !== undefined && { sourceDigest }), fields }];
  });
  return Object.fromEntries(noted) as Translations;
}

/** Digest of the national words and values that a change stands over, in the languages that it speaks. */
export function digestUnder(base: EntrySource, override: EntrySource, defaultLocale: string): Promise<string> {
  const locales = new Set([defaultLocale, ...Object.keys(override.translations)]);
  const words = [...locales].toSorted().map((locale) => [locale, base.translations[locale]?.fields ?? null]);
  return digestOf([base.shared, words]);
}

export function isSame(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}
