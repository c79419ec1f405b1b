import type { Difference, Version } from '../../../schema/wire/authored.ts';
import { call, ProblemError, type Answer } from '../api.ts';
import type { Place } from './drafts.ts';
import type { Entry, Source } from './source.ts';

function pathOf({ chapter, plural, slug }: Place, part = ''): string {
  return `/v1/manage/${plural}/${slug}${part}?chapter=${chapter}`;
}

export function readEntry(place: Place): Promise<Answer<Entry>> {
  return call('GET', pathOf(place));
}

/** The same; null where there is none, or none that one may read. */
export function findEntry(place: Place): Promise<Answer<Entry> | null> {
  return readEntry(place).catch((error: unknown) => {
    if (isPassing(error)) throw error;
    return null;
  });
}

export function createEntry({ chapter, plural, slug }: Place, source: Source): Promise<Answer<Entry>> {
  return call('POST', `/v1/manage/${plural}?chapter=${chapter}`, { body: { slug, ...source } });
}

/** Replaces the entry, or its words in one language alone. */
export function replaceEntry(
  place: Place,
  source: Source,
  match: string | null,
  locale?: string,
): Promise<Answer<Entry>> {
  if (locale === undefined) return call('PUT', pathOf(place), { body: source, match });
  return call('PUT', pathOf(place, `/translations/${locale}`), { body: source.translations[locale], match });
}

export function removeEntry(place: Place, match: string): Promise<Answer<unknown>> {
  return call('DELETE', pathOf(place), { match });
}

/**
 * Brings back a version; without one, what was removed, as it was last.
 * @param match the `ETag` of what it is to replace, where nothing else may be.
 */
export function restoreEntry(place: Place, revision?: number, match: string | null = null): Promise<Answer<Entry>> {
  return call('POST', pathOf(place, '/restore'), { body: revision === undefined ? {} : { revision }, match });
}

/** An entry as it once was; a source only where that version did not remove it. */
export async function readVersion(place: Place, revision: number): Promise<Version & { source: Source | null }> {
  return (await call<Version & { source: Source | null }>('GET', pathOf(place, `/versions/${revision}`))).data;
}

/** A page of the versions that there were, newest first. */
export function listVersions(place: Place): Promise<Answer<Version[]>> {
  return call('GET', pathOf(place, '/versions'));
}

/** What differs between two versions. */
export async function compareVersions(place: Place, before: number, after: number): Promise<Difference[]> {
  return (await call<Difference[]>('GET', pathOf(place, `/versions/${before}/diff/${after}`))).data;
}

/** Whether to try the same again later: no answer came, or none that says anything of what was sent. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof ProblemError)) return false;
  const { status } = error.problem;
  return status === 0 || status === 401 || status === 429 || status >= 500;
}

/** Whether nothing but the slug of a new entry is in the way. */
export function isOfSlug({ problem: { code, errors } }: ProblemError): boolean {
  return code === 'already_exists' || (errors?.length === 1 && errors[0]!.pointer === '/slug');
}
