/**
 * When the clocks of a zone show this: once on most days, never where they skip it, twice where they are set back.
 * @param local as `2026-12-01T09:00`, without an offset.
 * @returns the instants, milliseconds since 1970, earliest first.
 */
export function instantsOf(local: string, timeZone: string): number[] {
  const shown = Date.parse(`${local}Z`);
  // Around a change the offset is that of the day before, or of the day after.
  const offsets = new Set([shown - dayMs, shown + dayMs].map((near) => shownAt(near, timeZone) - near));
  return [...offsets]
    .map((offset) => shown - offset)
    .filter((instant) => shownAt(instant, timeZone) === shown)
    .toSorted((a, b) => a - b);
}

/** What the clocks of a zone show at an instant, as `2026-12-01T09:00:00`. */
export function localOf(instant: number, timeZone: string): string {
  return new Date(shownAt(instant, timeZone)).toISOString().slice(0, 19);
}

const dayMs = 24 * 60 * 60 * 1000;

/** What the clocks show, as if it were UTC. */
function shownAt(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'iso8601',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant);
  const value = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)!.value);
  const day = [value('year'), value('month') - 1, value('day')] as const;
  const milliseconds = ((instant % 1000) + 1000) % 1000;
  return Date.UTC(...day, value('hour'), value('minute'), value('second'), milliseconds);
}
