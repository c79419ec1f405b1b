import type { Source } from './source.ts';

const prefix = 'uwh-desk-draft:';

/** Where an entry is. */
export interface Place {
  chapter: string;
  plural: string;
  /** Its slug; `~` and a number of this device while the API has not taken it. */
  slug: string;
}

/** What was written and the API has not taken yet. Nothing in it tells who someone is: it is to be public. */
export interface Draft {
  mine: Source;
  /** What it was made over; null where it is new. */
  base: Source | null;
  etag: string | null;
  /** The slug under which it is to be taken, or was sent. */
  slug: string;
  /** Whether somebody chose the slug: then no other is taken instead. */
  isSlugChosen: boolean;
  /** What was sent and not answered: the API may have any of it. */
  sent: readonly Source[];
  /** Milliseconds since 1970. */
  at: number;
}

function keyOf({ chapter, plural, slug }: Place): string {
  return `${prefix}${chapter}/${plural}/${slug}`;
}

/** Keeps it on this device, through a crash. Answers whether there was room. */
export function keepDraft(place: Place, draft: Omit<Draft, 'at'>): boolean {
  try {
    localStorage.setItem(keyOf(place), JSON.stringify({ ...draft, at: Date.now() }));
    return true;
  } catch {
    return false;
  }
}

export function findDraft(place: Place): Draft | null {
  const text = localStorage.getItem(keyOf(place));
  return text === null ? null : (JSON.parse(text) as Draft);
}

export function dropDraft(place: Place): void {
  localStorage.removeItem(keyOf(place));
}

/** What this device keeps of a chapter, newest first. */
export function listDrafts(chapter: string): { place: Place; draft: Draft }[] {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(`${prefix}${chapter}/`));
  return keys
    .map((key) => {
      const [, plural, slug] = key.slice(prefix.length).split('/') as [string, string, string];
      return { place: { chapter, plural, slug }, draft: JSON.parse(localStorage.getItem(key)!) as Draft };
    })
    .toSorted((a, b) => b.draft.at - a.draft.at);
}
