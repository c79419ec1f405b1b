import type { Lang } from '../words.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** Offset of a zone's clocks from UTC at an instant, as `-08:00`. */
function offsetAt(instant: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(instant);
  const name = parts.find(({ type }) => type === 'timeZoneName')!.value.replace('GMT', '');
  return name === '' ? '+00:00' : name;
}

/**
 * With which offsets the clocks of a zone show this: one on most days, none where they skip it, two where they are set
 * back and show it twice.
 * @param local as `2026-12-01T09:00`.
 */
export function offsetsOf(local: string, timeZone: string): string[] {
  const near = Date.parse(`${local}Z`);
  const offsets = new Set([near - dayMs, near + dayMs].map((instant) => offsetAt(instant, timeZone)));
  return [...offsets].filter((offset) => offsetAt(Date.parse(local + offset), timeZone) === offset);
}

/** What the clocks of a zone show now, as a field for a date and time takes it. */
export function nowIn(timeZone: string): string {
  return new Date().toLocaleString('sv', { timeZone }).slice(0, 16).replace(' ', 'T');
}

/** An instant as people say it, by the clocks of a zone or of who is here. */
export function showTime(instant: string, lang: Lang, timeZone?: string): string {
  return new Date(instant).toLocaleString(lang, {
    dateStyle: 'medium',
    timeStyle: 'short',
    ...(timeZone !== undefined && { timeZone }),
  });
}
