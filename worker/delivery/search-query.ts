import { sql } from 'drizzle-orm';
import type { Manifest } from '../../schema/wire/release.ts';
import type { Database } from '../db.ts';
import { placeCode, tokensOf } from '../words.ts';

/** A word that was asked for, folded. */
export interface Term {
  token: string;
  /** Whether longer words that begin so are meant as well. */
  isPrefix: boolean;
}

/** The words of a query. The last may be unfinished, and Korean words carry their particles at their end. */
export function termsOf(q: string, locale: string): Term[] {
  const tokens = tokensOf(q, locale);
  const last = /[\p{L}\p{M}\p{N}]$/u.test(q) ? tokens.at(-1) : undefined;
  return [...new Set(tokens)].map((token) => ({
    token,
    // A single letter begins nearly every text.
    isPrefix: (token === last && !/^[a-z0-9]$/.test(token)) || /\p{Script=Hangul}/u.test(token),
  }));
}

/** Whether a folded word is one of those that were asked for. */
export function matcherOf(terms: readonly Term[]): (token: string) => boolean {
  return (word) => terms.some(({ token, isPrefix }) => (isPrefix ? word.startsWith(token) : word === token));
}

/**
 * An FTS5 expression: all terms, in what a chapter can show in a locale. It may find more than it does show: texts that
 * another stands for, or that were replaced.
 */
export function expressionOf(
  terms: readonly Term[],
  { campaign, chapter }: Manifest,
  locale: string,
  kinds: readonly string[],
): string {
  const fallback = campaign.locales.find(({ tag }) => tag === locale)!.fallback;
  const locales = [...new Set([locale, ...fallback, campaign.defaultLocale])];
  const chapters = chapter.inherits === null ? [chapter.slug] : [chapter.slug, chapter.inherits];
  const places = chapters.flatMap((slug) => locales.map((tag) => placeCode(slug, tag)));
  const words = terms.map(({ token, isPrefix }) => {
    const anywhere = places.map((place) => quote(place + token) + (isPrefix ? '*' : ''));
    return `{title body} : (${anywhere.join(' OR ')})`;
  });
  if (kinds.length > 0) words.push(`kind : (${kinds.map(quote).join(' OR ')})`);
  return words.join(' AND ');
}

/** In quotes nothing is syntax. */
function quote(token: string): string {
  return `"${token.replaceAll('"', '""')}"`;
}

/** Rows of the search index, best first: a word in a title counts for more than one in a text. */
export async function listRows(db: Database, expression: string, limit: number, offset: number): Promise<number[]> {
  const rows = await db.query.all<{ rowid: number }>(
    sql`select rowid from search where search match ${expression} order by bm25(search, 10.0, 1.0, 0.0), rowid limit ${limit} offset ${offset}`,
  );
  return rows.map(({ rowid }) => rowid);
}
