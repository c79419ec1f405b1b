import { canonical } from '../schema/kinds/digest.ts';
import { findKind } from '../schema/kinds/index.ts';
import type { Kind } from '../schema/kinds/kind.ts';
import type { BrokenRule } from '../schema/kinds/rule.ts';
import type { ContentSet, EntrySource } from '../schema/wire/content-set.ts';
import type { ProblemDetail } from '../schema/wire/problem.ts';
import { problemDetails } from './problem.ts';

/**
 * Checks every entry by its kind, and fills in what its kind gives by default.
 * @returns the same set with checked fields, or what is wrong where, as pointers into it.
 */
export async function checkContent(set: ContentSet): Promise<{ set: ContentSet } | { errors: ProblemDetail[] }> {
  const errors: ProblemDetail[] = [];
  const tags = new Set(set.campaign.locales.map(({ tag }) => tag));
  const national = set.chapters.find(({ slug }) => slug === 'national');
  if (national === undefined) errors.push({ pointer: '/chapters', detail: 'The chapter "national" is missing' });
  const inNational = new Map(national?.entries.map((entry) => [keyOf(entry), entry]));
  const chapterOf = new Map<string, string>();
  const chapters: ContentSet['chapters'] = [];
  for (const [chapterIndex, chapter] of set.chapters.entries()) {
    errors.push(...under(`/chapters/${chapterIndex}`, checkChapter(chapter, set)));
    const seen = new Set<string>();
    const entries: EntrySource[] = [];
    for (const [entryIndex, entry] of chapter.entries.entries()) {
      const at = `/chapters/${chapterIndex}/entries/${entryIndex}`;
      const key = keyOf(entry);
      if (seen.has(key)) errors.push({ pointer: `${at}/slug`, detail: 'This slug occurs twice in its kind' });
      seen.add(key);
      if (findKind(entry.kind)?.isSlugShared === true && entry.mode === 'own') {
        const other = chapterOf.get(key) ?? chapter.slug;
        if (other !== chapter.slug) errors.push({ pointer: `${at}/slug`, detail: 'Another chapter has this slug' });
        chapterOf.set(key, other);
      }
      const checked = await checkEntry(entry, { chapter: chapter.slug, national: inNational.get(key), tags });
      errors.push(...under(at, checked.errors));
      entries.push(checked.entry);
    }
    chapters.push({ ...chapter, entries });
  }
  return errors.length > 0 ? { errors } : { set: { ...set, chapters } };
}

/** A chapter is there once, and has its names. */
function checkChapter(
  { slug, translations }: ContentSet['chapters'][number],
  { campaign, chapters }: ContentSet,
): ProblemDetail[] {
  const errors: ProblemDetail[] = [];
  if (chapters.filter((each) => each.slug === slug).length > 1) {
    errors.push({ pointer: '/slug', detail: 'This chapter occurs twice' });
  }
  return [...errors, ...checkNames(translations, campaign)];
}

/** A chapter's names are in locales of the campaign, and one is in the default: it stands in for what is missing. */
export function checkNames(
  translations: ContentSet['chapters'][number]['translations'],
  { defaultLocale, locales }: ContentSet['campaign'],
): ProblemDetail[] {
  const errors = Object.keys(translations)
    .filter((locale) => locales.every(({ tag }) => tag !== locale))
    .map((locale) => ({ pointer: `/translations/${locale}`, detail: 'Not a locale of the campaign' }));
  if (Object.hasOwn(translations, defaultLocale)) return errors;
  return [{ pointer: '/translations', detail: `Needs its name and description in ${defaultLocale}` }, ...errors];
}

function keyOf({ kind, slug }: EntrySource): string {
  return `${kind}/${slug}`;
}

interface Surroundings {
  /** The chapter that writes it. */
  chapter: string;
  /** The national entry of the same kind and slug. */
  national: EntrySource | undefined;
  /** The campaign's locales. */
  tags: ReadonlySet<string>;
}

/** Checks one entry by its kind and by what stands around it; what is wrong comes as pointers into the entry. */
export async function checkEntry(
  entry: EntrySource,
  { chapter, national, tags }: Surroundings,
): Promise<{ entry: EntrySource; errors: ProblemDetail[] }> {
  const kind = findKind(entry.kind);
  if (kind === null) return { entry, errors: [{ pointer: '/kind', detail: 'There is no such kind' }] };
  const errors: ProblemDetail[] = [];
  const own = entry.mode === 'own';
  const isNational = chapter === 'national';
  if (kind.reservedSlugs?.includes(entry.slug)) {
    errors.push({ pointer: '/slug', detail: 'Another page has this address: take another slug' });
  }
  if (!own && (isNational || national === undefined)) {
    errors.push({ pointer: '/mode', detail: 'There is no national entry of this kind and slug to change' });
  }
  if (own && !isNational && national !== undefined) {
    errors.push({ pointer: '/slug', detail: 'A national entry has this slug: override it, or take another' });
  }
  for (const locale of Object.keys(entry.translations).filter((tag) => !tags.has(tag))) {
    errors.push({ pointer: `/translations/${locale}`, detail: 'Not a locale of the campaign' });
  }
  const checked = checkFields(kind, entry, own ? undefined : national, errors);
  errors.push(...listFallenBack(checked, own ? undefined : national, [...tags]));
  if (own && Object.keys(entry.translations).length === 0) {
    errors.push({ pointer: '/translations', detail: 'Needs its words in one locale at least' });
  }
  if (errors.length === 0 && entry.mode !== 'hide') {
    const broken = own
      ? await listBroken(kind, { ...checked, chapter }, null)
      : await listBroken(kind, { ...national!, chapter: 'national' }, checked);
    errors.push(...broken.map(({ pointer, reason }) => ({ pointer, detail: reason })));
  }
  return { entry: checked, errors };
}

/** What an entry, or another chapter's change of it, breaks of its kind's rules across languages. */
export function listBroken(
  kind: Kind,
  base: EntrySource & { chapter: string },
  change: EntrySource | null,
): Promise<BrokenRule[]> {
  const translations = { ...base.translations };
  for (const [locale, { method, fields }] of Object.entries(change?.translations ?? {})) {
    translations[locale] = { method, fields: { ...translations[locale]?.fields, ...fields } };
  }
  const whole = { chapter: base.chapter, shared: { ...base.shared, ...change?.shared }, translations, change };
  return kind.checkWhole(whole as never);
}

function checkFields(
  kind: Kind,
  entry: EntrySource,
  base: EntrySource | undefined,
  errors: ProblemDetail[],
): EntrySource {
  const own = entry.mode === 'own';
  const shared = (own ? kind.sharedSchema : kind.sharedOverride).safeParse(entry.shared);
  if (!shared.success) errors.push(...under('/shared', problemDetails(shared.error)));
  const whole = kind.sharedSchema.safeParse({ ...base?.shared, ...shared.data });
  const broken = shared.success && whole.success ? kind.check?.(whole.data as never) : null;
  if (broken) errors.push({ pointer: `/shared/${broken.field}`, detail: broken.reason });
  const translations = Object.entries(entry.translations).map(([locale, translation]) => {
    const fields = (own ? kind.localizedSchema : kind.localizedOverride).safeParse(translation.fields);
    if (!fields.success) errors.push(...under(`/translations/${locale}/fields`, problemDetails(fields.error)));
    return [locale, { ...translation, fields: fields.data ?? translation.fields }];
  });
  return { ...entry, shared: shared.data ?? entry.shared, translations: Object.fromEntries(translations) };
}

/**
 * Words that stand in a language and are another's: what a reader gets where a translation is missing, written back.
 * A translation would count as made, and nobody would make it.
 */
function listFallenBack({ translations }: EntrySource, base: EntrySource | undefined, tags: string[]): ProblemDetail[] {
  const wordsIn = (tag: string) => ({ ...base?.translations[tag]?.fields, ...translations[tag]?.fields });
  return tags.flatMap((tag, index) => {
    const written = Object.entries(translations[tag]?.fields ?? {});
    if (written.length === 0 || base?.translations[tag] !== undefined) return [];
    const from = tags.slice(0, index).find((other) => {
      const words: Record<string, unknown> = wordsIn(other);
      return written.every(([field, value]) => canonical(value) === canonical(words[field]));
    });
    const detail = `The same words as in ${from}: leave them out, and readers get those`;
    return from === undefined ? [] : [{ pointer: `/translations/${tag}/fields`, detail }];
  });
}

function under(prefix: string, details: ProblemDetail[]): ProblemDetail[] {
  return details.map(({ pointer, detail }) => ({ pointer: prefix + pointer, detail }));
}
