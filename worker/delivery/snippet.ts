import type { Piece } from '../../schema/wire/search.ts';
import { wordsOf, type Word } from '../words.ts';

/** Characters before the first match, and in the excerpt as a whole. */
const lead = 60;
const length = 220;

/** An excerpt of a text around its first word that matches; from the beginning where none does. */
export function snippetOf(text: string, locale: string, matches: (token: string) => boolean): Piece[] {
  const words: Word[] = [];
  let start: number | undefined;
  for (const word of wordsOf(text, locale)) {
    if (start !== undefined && word.end > start + length) break;
    words.push(word);
    if (start !== undefined || !word.tokens.some(matches)) continue;
    start = word.start <= lead ? 0 : words.find((each) => each.start >= word.start - lead)!.start;
  }
  return piecesOf(text, words, start ?? 0, matches);
}

function piecesOf(text: string, words: readonly Word[], start: number, matches: (token: string) => boolean): Piece[] {
  const isCut = text.length > start + length;
  const shown = words.filter((word) => word.start >= start && word.end <= start + length);
  const end = isCut ? (shown.at(-1)?.end ?? start + length) : text.length;
  const pieces: Piece[] = [];
  let done = start;
  for (const word of shown.filter(({ tokens }) => tokens.some(matches))) {
    const match = text.slice(word.start, word.end);
    // Languages without spaces: what was one word to who asked can be several.
    if (word.start === done && pieces.length > 0) pieces.at(-1)!.text += match;
    else pieces.push({ text: text.slice(done, word.start), match: false }, { text: match, match: true });
    done = word.end;
  }
  pieces.push({ text: text.slice(done, end) + (isCut ? '…' : ''), match: false });
  if (start > 0) pieces[0]!.text = `…${pieces[0]!.text}`;
  return pieces.filter((piece) => piece.text !== '');
}
