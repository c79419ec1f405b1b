import { diffWordsWithSpace } from 'diff';

/** A run of words: as it was and is, or only before, or only now. */
export interface Run {
  text: string;
  is: 'same' | 'gone' | 'new' | 'left-out';
}

/** How much of what stayed the same is shown beside a change, in characters. */
const context = 60;

/** Which words of a text became others; long runs of what stayed are left out. */
export function compareWords(before: string, after: string): Run[] {
  const parts = diffWordsWithSpace(before, after);
  return parts.flatMap(({ value, added, removed }, index): Run[] => {
    if (added) return [{ text: value, is: 'new' }];
    if (removed) return [{ text: value, is: 'gone' }];
    if (value.length <= 3 * context) return [{ text: value, is: 'same' }];
    return [
      ...(index === 0 ? [] : [{ text: value.slice(0, context), is: 'same' as const }]),
      { text: '…', is: 'left-out' },
      ...(index === parts.length - 1 ? [] : [{ text: value.slice(-context), is: 'same' as const }]),
    ];
  });
}
