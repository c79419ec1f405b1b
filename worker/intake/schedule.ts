const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

// After the first try at once: nine more, over three days.
const gaps = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
] as const;

/** How long what waits behind the tries of others is kept, where a receiver does not come back. */
export const longestDueMs = 5 * 24 * hour;

/** How long until the next try, after so many; null after the last. A fifth more or less, so that not all come at once. */
export function gapAfter(tries: number): number | null {
  const gap = gaps[tries - 1];
  return gap === undefined ? null : spread(gap);
}

/** How long a receiver is left alone after so many failures in a row: a single message then asks whether it is back. */
export function restAfter(failures: number): number {
  return spread(Math.min(5 * second * 2 ** Math.min(failures - 1, 10), 5 * minute));
}

function spread(ms: number): number {
  return ms * (0.8 + Math.random() * 0.4);
}
