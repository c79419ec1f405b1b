import { findKind } from '../schema/kinds/index.ts';

/** A word of a text: where it stands, and what it is found by. */
export interface Word {
  start: number;
  end: number;
  /** The word folded; more than one where it has an apostrophe or the like in it. */
  tokens: string[];
}

/** The fields of a delivered item that every kind has, beside its own. */
export interface SearchedItem {
  kind: string;
  chapter: string;
  locale: string;
  [field: string]: unknown;
}

// Letters with a stroke and ligatures, which Unicode does not take apart.
const plain: Record<string, string> = {
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ł: 'l',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ß: 'ss',
  þ: 'th',
  ς: 'σ',
  ـ: '',
};
const stroked = new RegExp(`[${Object.keys(plain).join('')}]`, 'gu');
// Accents and the vowel points of Arabic and Hebrew, but not the voicing marks of kana nor the vowels of Indic scripts,
// without which a word is another word.
const marks = /[[\p{M}&&[\p{Script=Inherited}\p{Script=Arabic}\p{Script=Hebrew}]]--[\u3099\u309a]]/gv;

/** A text without the differences that people leave out when they search: case, accents, width. */
function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(marks, '')
    .replace(stroked, (letter) => plain[letter]!)
    .normalize('NFC');
}

const segmenters = new Map<string, Intl.Segmenter>();

function segmenterOf(locale: string): Intl.Segmenter {
  const known = segmenters.get(locale);
  if (known !== undefined) return known;
  const made = new Intl.Segmenter(locale, { granularity: 'word' });
  segmenters.set(locale, made);
  return made;
}

const maxKnown = 10_000;
const maxKnownLength = 40;
/** Texts say the same words again and again, and folding costs more than cutting. */
const knownTokens = new Map<string, string[]>();

function tokensOfWord(word: string): string[] {
  const known = knownTokens.get(word);
  if (known !== undefined) return known;
  const tokens: string[] = fold(word).match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  if (knownTokens.size >= maxKnown) knownTokens.clear();
  if (word.length <= maxKnownLength) knownTokens.set(word, tokens);
  return tokens;
}

/** The words of a text, one by one, as the language cuts them: the same for what is published and for what is asked. */
export function* wordsOf(text: string, locale: string): Generator<Word> {
  for (const { segment, index, isWordLike } of segmenterOf(locale).segment(text)) {
    if (isWordLike === true) yield { start: index, end: index + segment.length, tokens: tokensOfWord(segment) };
  }
}

/** The folded words of a text, in order. */
export function tokensOf(text: string, locale: string): string[] {
  return [...wordsOf(text, locale)].flatMap(({ tokens }) => tokens);
}

/** What search reads of an item, as its kind declares. */
export function searchedTexts(item: SearchedItem): { title: string; body: string } {
  const { search } = findKind(item.kind)!;
  const body = search.body.map((field) => textOf(item[field])).filter((text) => text !== '');
  return { title: textOf(item[search.title]), body: body.join('\n') };
}

function textOf(field: unknown): string {
  if (typeof field === 'string') return field;
  // Rich text, whose plain form was made when it was published; or a field that is left out.
  return (field as { text: string } | null | undefined)?.text ?? '';
}

/** The row of the search index that stands for a document: 52 bits of its digest, as many as a number holds exactly. */
export function rowOf(digest: string): number {
  return Number.parseInt(digest.slice(0, 13), 16);
}

/**
 * What every word in the index begins with: three characters for the chapter and locale that it stands in, so that a
 * search reads only the words of what can be shown. Two places may share them: rows that are not shown are passed over.
 */
export function placeCode(chapter: string, locale: string): string {
  let hash = 0x811c9dc5;
  for (const character of `${chapter}/${locale}`) {
    hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193) >>> 0;
  }
  return (hash % 36 ** 3).toString(36).padStart(3, '0');
}
