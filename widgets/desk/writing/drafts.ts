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

/** Of this tab while it shows this document: what is written in another one at once has a key of its own. */
const tab = Math.random().toString(36).slice(2, 10);

/** What the keys of an entry’s drafts begin with; a tab’s name ends them. */
function stemOf({ chapter, plural, slug }: Place): string {
  return `${prefix}${chapter}/${plural}/${slug}#`;
}

/** Keeps it on this device, through a crash. Answers whether there was room. */
export function keepDraft(place: Place, draft: Omit<Draft, 'at'>): boolean {
  try {
    localStorage.setItem(stemOf(place) + tab, JSON.stringify({ ...draft, at: Date.now() }));
    return true;
  } catch {
    return false;
  }
}

/** What was written last and not taken, in whichever tab. */
export function findDraft(place: Place): Draft | null {
  return newestOf(place)?.draft ?? null;
}

/** The same, which from now on is this tab’s. */
export function takeDraft(place: Place): Draft | null {
  const found = newestOf(place);
  if (found === null) return null;
  const { key, draft } = found;
  if (key !== stemOf(place) + tab && keepDraft(place, draft)) localStorage.removeItem(key);
  return draft;
}

function newestOf(place: Place): { key: string; draft: Draft } | null {
  return readAll(stemOf(place))[0] ?? null;
}

/** Newest first. */
function readAll(stem: string): { key: string; draft: Draft }[] {
  return Object.keys(localStorage)
    .filter((key) => key.startsWith(stem))
    .map((key) => ({ key, draft: JSON.parse(localStorage.getItem(key)!) as Draft }))
    .toSorted((a, b) => b.draft.at - a.draft.at);
}

export function dropDraft(place: Place): void {
  localStorage.removeItem(stemOf(place) + tab);
}

/** What this device keeps of a chapter, newest first. */
export function listDrafts(chapter: string): { place: Place; draft: Draft }[] {
  return readAll(`${prefix}${chapter}/`).map(({ key, draft }) => {
    const [, plural, slug] = key.slice(prefix.length).split(/[/#]/) as [string, string, string];
    return { place: { chapter, plural, slug }, draft };
  });
}
