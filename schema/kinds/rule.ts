/** The words of an entry by locale, with how they came into each language. */
type Translations<Words> = Record<string, { method: string; fields: Words }>;

/** An entry as readers would get it in all of its languages. */
export interface Whole<Shared, Words> {
  /** The chapter whose entry it is. */
  chapter: string;
  shared: Shared;
  translations: Translations<Words>;
  /** What another chapter changes of it, and stands in the above already; null where none does. */
  change: { shared: Partial<Shared>; translations: Translations<Partial<Words>> } | null;
}

/** What is not as a kind's rule wants it. */
export interface BrokenRule {
  /** JSON Pointer into what was authored: into the change where there is one. */
  pointer: string;
  reason: string;
}

/** The pictures that are not described in a language that has words. Who changes a picture describes it anew. */
export function imagesWithoutWords(
  imageFields: readonly string[],
  { shared, translations, change }: Whole<object, object>,
): BrokenRule[] {
  return imageFields.flatMap((field) => {
    const isChanged = change !== null && field in change.shared;
    const all: Record<string, unknown> = { ...(isChanged ? change.shared : shared) };
    if (!all[field]) return [];
    const words = isChanged ? change.translations : translations;
    const alt = `${field}Alt`;
    return Object.keys(translations)
      .filter((locale) => !(words[locale]?.fields as Record<string, unknown> | undefined)?.[alt])
      .map((locale) => ({
        pointer: `/translations/${locale}/fields/${alt}`,
        reason: 'Say in this language what the picture shows, for who does not see it',
      }));
  });
}
