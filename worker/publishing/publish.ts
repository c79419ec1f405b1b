import { eq, inArray, max, notInArray } from 'drizzle-orm';
import { sha256Hex } from '../../schema/kinds/digest.ts';
import { chapters, entries, translations } from '../../schema/tables/content.ts';
import { documents, frozenTexts, livePointers, publishes, releases } from '../../schema/tables/releases.ts';
import type { ContentSet, EntrySource, PublishReport } from '../../schema/wire/content-set.ts';
import { checkContent } from '../check-content.ts';
import { timestamp } from '../clock.ts';
import { DatabaseError, type Database, type Statement } from '../db.ts';
import { ProblemError } from '../problem.ts';
import { compile, type Compiled, type Entry } from './compile.ts';

type Stored = Entry & { digest: string };

/**
 * Makes the set what readers see, in one transaction: after any failure they see what they saw before.
 * @throws {ProblemError} `invalid_request` with what is wrong where, `disclosure_changed`, or `publish_conflict` where another publish came first.
 */
export async function publishContent(db: Database, pushed: ContentSet, showDrafts: boolean): Promise<PublishReport> {
  const checked = checkContent(pushed);
  if ('errors' in checked) throw new ProblemError('invalid_request', { errors: checked.errors });
  const { set } = checked;
  const now = timestamp();
  const [revisions, live, known] = await Promise.all([
    db.query.select({ last: max(publishes.revision) }).from(publishes),
    findLive(db),
    findKnown(db),
  ]);
  const stored = await Promise.all(
    set.chapters.flatMap((chapter) =>
      chapter.entries.map((entry) => withIdentity(chapter.slug, entry, known.get(keyOf(chapter.slug, entry)), now)),
    ),
  );
  const compiled = await compile(set.campaign, set.chapters, stored, { showDrafts });
  await refuseChangedTexts(db, compiled.frozen);
  const moved = set.chapters.filter(({ slug }) => live.get(slug)?.manifest !== compiled.manifests.get(slug));
  const report = (releaseIds: Map<string, string>): PublishReport => ({
    changed: moved.length > 0,
    chapters: set.chapters.map(({ slug }) => ({
      chapter: slug,
      release: releaseIds.get(slug) ?? live.get(slug)!.release,
      items: compiled.counts.get(slug) ?? 0,
    })),
  });
  const asBefore = stored.length === known.size && stored.every(({ updatedAt }) => updatedAt !== now);
  if (moved.length === 0 && live.size === set.chapters.length && asBefore) return report(new Map());
  const releaseIds = new Map(moved.map(({ slug }) => [slug, crypto.randomUUID()]));
  await db
    .write([
      db.query.insert(publishes).values({ revision: (revisions[0]?.last ?? 0) + 1, publishedAt: now }),
      ...replaceEntries(db, set, stored),
      ...insertReleases(db, compiled, releaseIds, now),
    ])
    .catch(conflictOr);
  return report(releaseIds);
}

function conflictOr(error: unknown): never {
  // The number of this publish was taken by another one since we read the last.
  if (error instanceof DatabaseError && /UNIQUE constraint failed: publishes/.test(error.message)) {
    throw new ProblemError('publish_conflict');
  }
  throw error;
}

async function findLive(db: Database) {
  const rows = await db.query
    .select({ chapter: livePointers.chapter, release: releases.id, manifest: releases.manifest })
    .from(livePointers)
    .innerJoin(releases, eq(releases.id, livePointers.release));
  return new Map(rows.map((row) => [row.chapter, row]));
}

async function findKnown(db: Database) {
  const rows = await db.query
    .select({
      id: entries.id,
      chapter: entries.chapter,
      kind: entries.kind,
      slug: entries.slug,
      digest: entries.digest,
      updatedAt: entries.updatedAt,
    })
    .from(entries);
  return new Map(rows.map((row) => [keyOf(row.chapter, row), row]));
}

function keyOf(chapter: string, { kind, slug }: { kind: string; slug: string }): string {
  return `${chapter}/${kind}/${slug}`;
}

async function withIdentity(
  chapter: string,
  entry: EntrySource,
  known: { id: string; digest: string; updatedAt: string } | undefined,
  now: string,
): Promise<Stored> {
  const digest = await sha256Hex(JSON.stringify(entry));
  return {
    ...entry,
    chapter,
    digest,
    id: known?.id ?? crypto.randomUUID(),
    updatedAt: known?.digest === digest ? known.updatedAt : now,
  };
}

/** Keeps the promise that words which people agreed to never change: other words need another slug. */
async function refuseChangedTexts(db: Database, frozen: Compiled['frozen']): Promise<void> {
  const rows = await db.query
    .select({ key: frozenTexts.key, digest: frozenTexts.digest })
    .from(frozenTexts)
    .where(inArray(frozenTexts.key, [...frozen.keys()]));
  const changed = rows.find(({ key, digest }) => frozen.get(key) !== digest);
  if (changed === undefined) return;
  throw new ProblemError('disclosure_changed', {
    detail: `${changed.key} is published with other words: keep them, and add the new words under another slug`,
  });
}

function replaceEntries(db: Database, set: ContentSet, stored: Stored[]): Statement[] {
  const ids = stored.map(({ id }) => id);
  const slugs = set.chapters.map(({ slug }) => slug);
  return [
    ...set.chapters.map(({ slug, region, timeZone, translations: words }) => {
      const row = { slug, inherits: slug === 'national' ? null : 'national', region, timeZone, translations: words };
      return db.query.insert(chapters).values(row).onConflictDoUpdate({ target: chapters.slug, set: row });
    }),
    db.query.delete(translations),
    db.query.delete(entries).where(notInArray(entries.id, ids)),
    db.query.delete(livePointers).where(notInArray(livePointers.chapter, slugs)),
    db.query.delete(chapters).where(notInArray(chapters.slug, slugs)),
    ...stored.flatMap((entry) => {
      const { translations: words, ...row } = entry;
      return [
        db.query.insert(entries).values(row).onConflictDoUpdate({ target: entries.id, set: row }),
        ...Object.entries(words).map(([locale, { method, fields }]) =>
          db.query.insert(translations).values({ entry: entry.id, locale, method, fields }),
        ),
      ];
    }),
  ];
}

function insertReleases(db: Database, compiled: Compiled, releaseIds: Map<string, string>, now: string): Statement[] {
  if (releaseIds.size === 0) return [];
  return [
    ...[...compiled.frozen].map(([key, digest]) =>
      db.query.insert(frozenTexts).values({ key, digest }).onConflictDoNothing(),
    ),
    ...[...compiled.documents].map(([digest, body]) =>
      db.query.insert(documents).values({ digest, body }).onConflictDoNothing(),
    ),
    ...[...releaseIds].flatMap(([chapter, id]) => [
      db.query.insert(releases).values({ id, chapter, manifest: compiled.manifests.get(chapter)!, createdAt: now }),
      db.query
        .insert(livePointers)
        .values({ chapter, release: id })
        .onConflictDoUpdate({ target: livePointers.chapter, set: { release: id } }),
    ]),
  ];
}
