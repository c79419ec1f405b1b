import { isNull, notInArray } from 'drizzle-orm';
import { digestOf, sha256Hex } from '../../schema/kinds/digest.ts';
import type { PublishSettings } from '../../schema/kinds/kind.ts';
import { campaigns, chapters } from '../../schema/tables/content.ts';
import { livePointers } from '../../schema/tables/releases.ts';
import type { ContentSet, EntrySource } from '../../schema/wire/content-set.ts';
import type { ProblemDetail } from '../../schema/wire/problem.ts';
import { recordActs, type Actor } from '../audit.ts';
import { checkContent } from '../check-content.ts';
import { timestamp } from '../clock.ts';
import type { Database, Statement } from '../db.ts';
import { ProblemError } from '../problem.ts';
import { excluded } from '../sql.ts';
import { changesTo, keyOf, listHeads, listSeen, type Write } from './entries.ts';
import { listUnknownImagesOf } from './images.ts';
import { publish, type Published } from './publish.ts';
import { followChanges } from './schedule.ts';
import { listNotAsGiven } from './testimonial-links.ts';
import { notePushed } from './upstream.ts';
import { writeOnce } from './write.ts';

/**
 * Makes the set all that there is, and what readers see. Where it can't be published, readers see what they saw before.
 * @param match the state that it is to replace; without it, any.
 * @throws {ProblemError} `invalid_request` with what is wrong where, or what `publish` throws.
 */
export async function replaceContent(
  db: Database,
  pushed: ContentSet,
  settings: PublishSettings,
  changedBy: Actor,
  match?: string,
): Promise<Published> {
  const checked = await checkContent(pushed);
  if ('errors' in checked) throw new ProblemError('invalid_request', { errors: checked.errors });
  const errors = [...(await listUnknownImagesOf(db, checked.set)), ...(await listNotAsGivenIn(db, checked.set))];
  if (errors.length > 0) throw new ProblemError('invalid_request', { errors });
  const { set } = checked;
  const present = await readContent(db);
  if (match !== undefined && present !== null && (await contentEtag(present)) !== match) {
    throw new ProblemError('stale_revision');
  }
  const before = entriesOf(present?.chapters ?? []);
  const national = entriesOf(set.chapters.filter(({ slug }) => slug === 'national'));
  const known = new Map((await listHeads(db)).map((head) => [keyOf(head), head]));
  const writes = new Map<string, Write>();
  for (const { slug: chapter, entries } of set.chapters) {
    for (const pushed of entries) {
      const place = { chapter, kind: pushed.kind, slug: pushed.slug };
      const source = await notePushed(pushed, {
        known: before.get(keyOf(place)),
        national: national.get(keyOf({ ...place, chapter: 'national' })),
        campaign: set.campaign,
      });
      writes.set(keyOf(place), { ...place, known: known.get(keyOf(place)) ?? null, source });
    }
  }
  for (const [key, head] of known) {
    if (!writes.has(key)) writes.set(key, { ...head, known: head, source: null });
  }
  const now = timestamp();
  const { statements } = await changesTo(db, [...writes.values()], changedBy, now);
  const after = await sha256Hex(JSON.stringify(set));
  const acts = recordActs(db, changedBy, now, [{ action: 'replace', target: 'content', before: null, after }]);
  await writeOnce(db, [...replaceChapters(db, set, now), ...statements, followChanges(db), ...acts]);
  return publish(db, settings, changedBy);
}

function listNotAsGivenIn(db: Database, { chapters }: ContentSet): Promise<ProblemDetail[]> {
  const named = chapters.flatMap(({ slug: chapter, entries }, index) =>
    entries.map((entry, each) => ({ chapter, entry, at: `/chapters/${index}/entries/${each}` })),
  );
  return listNotAsGiven(db, named);
}

function entriesOf(chapterSets: ContentSet['chapters']): Map<string, EntrySource> {
  return new Map(
    chapterSets.flatMap(({ slug: chapter, entries }) => entries.map((entry) => [keyOf({ ...entry, chapter }), entry])),
  );
}

/**
 * All that is written, drafts too, in the order of the files.
 * @returns null where there is no campaign yet.
 */
export async function readContent(db: Database): Promise<ContentSet | null> {
  const [[campaign], chapterRows, heads] = await Promise.all([
    db.query.select({ settings: campaigns.settings }).from(campaigns),
    db.query.select().from(chapters).where(isNull(chapters.deletedAt)),
    listHeads(db),
  ]);
  if (campaign === undefined) return null;
  const written = await listSeen(
    db,
    heads.filter(({ deletedAt }) => deletedAt === null),
  );
  const sorted = written.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const nationalFirst = chapterRows.toSorted((a, b) =>
    (a.inherits === null) === (b.inherits === null) ? (a.slug < b.slug ? -1 : 1) : a.inherits === null ? -1 : 1,
  );
  return {
    // It was checked before it was written.
    campaign: campaign.settings as unknown as ContentSet['campaign'],
    chapters: nationalFirst.map(({ slug, region, timeZone, translations }) => ({
      slug,
      region,
      timeZone,
      translations,
      entries: sorted
        .filter((entry) => entry.chapter === slug)
        .map(({ id: _id, chapter: _chapter, revision: _revision, updatedAt: _updatedAt, ...source }) => source),
    })),
  };
}

/** Names a state of all content: the same for the same. */
export async function contentEtag(set: ContentSet): Promise<string> {
  return `"content-${(await digestOf(set)).slice(0, 32)}"`;
}

function replaceChapters(db: Database, { campaign, chapters: sources }: ContentSet, now: string): Statement[] {
  const rows = sources.map(({ entries: _entries, ...chapter }) => ({
    ...chapter,
    inherits: chapter.slug === 'national' ? null : 'national',
    deletedAt: null,
  }));
  const slugs = rows.map(({ slug }) => slug);
  const set = excluded(chapters, ['region', 'timeZone', 'translations', 'deletedAt']);
  return [
    db.query
      .insert(campaigns)
      .values({ id: 1, settings: campaign })
      .onConflictDoUpdate({ target: campaigns.id, set: { settings: campaign } }),
    db.query.insert(chapters).values(rows).onConflictDoUpdate({ target: chapters.slug, set }),
    // A chapter that is gone serves nothing; its entries keep their versions.
    db.query.update(chapters).set({ deletedAt: now }).where(notInArray(chapters.slug, slugs)),
    db.query.delete(livePointers).where(notInArray(livePointers.chapter, slugs)),
  ];
}
