import type { Piece } from '../../schema/wire/search.ts';
import { wordsOf } from '../words.ts';

/** Characters before the first match, and in the excerpt as a whole. */
const lead = 60;
const length = 220;

/** An excerpt of a text around its first word that matches; from the beginning where none does. */
export function snippetOf(text: string, locale: string, matches: (token: string) => boolean): Piece[] {
  const start = findStart(text, locale, matches);
  const words = [...wordsOf(text.slice(start, start + length), locale)];
  const isCut = start + length < text.length;
  // The last word may have been cut in two.
  const end = isCut && words.length > 1 ? words.pop()!.start : length;
  const excerpt = text.slice(start, start + end);
  const pieces: Piece[] = [];
  let done = 0;
  for (const word of words.filter(({ tokens }) => tokens.some(matches))) {
    const text = excerpt.slice(word.start, word.end);
    // Languages without spaces: what was one word to who asked can be several.
    if (word.start === done && pieces.length > 0) pieces.at(-1)!.text += text;
    else pieces.push({ text: excerpt.slice(done, word.start), match: false }, { text, match: true });
    done = word.end;
  }
  pieces.push({ text: excerpt.slice(done) + (isCut ? '…' : ''), match: false });
  if (start > 0) pieces[0]!.text = `…${pieces[0]!.text}`;
  return pieces.filter((piece) => piece.text !== '');
}

function findStart(text: string, locale: string, matches: (token: string) => boolean): number {
  const starts: number[] = [];
  for (const { start, tokens } of wordsOf(text, locale)) {
    starts.push(start);
    if (tokens.some(matches)) return start <= lead ? 0 : starts.find((each) => each >= start - lead)!;
  }
  return 0;
}
