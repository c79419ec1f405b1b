import { and, eq, inArray } from 'drizzle-orm';
import { entries } from '../../schema/tables/content.ts';
import { publishes, releases } from '../../schema/tables/releases.ts';
import type { BundleEntry, Manifest } from '../../schema/wire/release.ts';
import { recordActs, type Actor } from '../audit.ts';
import { timestamp } from '../clock.ts';
import type { Database, Statement } from '../db.ts';
import { loadDocuments } from '../documents.ts';
import { ProblemError } from '../problem.ts';
import { inChunks } from '../sql.ts';
import { movePointers } from './pointers.ts';
import { listEmbargoes } from './schedule.ts';
import { readState } from './state.ts';
import { writeOnce } from './write.ts';

/**
 * Makes an earlier release of a chapter live again, just as it was: its own layer, and the national one beneath. The
 * next national publish brings it the national content of then, over its own layer as it was rolled back. What was
 * published since stays written, and counts as unpublished. A national rollback moves all chapters, each with its own
 * layer of now.
 * @throws {ProblemError} `not_found` where the chapter has no such release, `under_embargo` where it shows what is
 * scheduled for later, `publish_conflict` where another came first.
 */
export async function rollBack(db: Database, chapter: string, release: string, actor: Actor): Promise<void> {
  const [state, [target]] = await Promise.all([
    readState(db, ''),
    db.query
      .select({ manifest: releases.manifest })
      .from(releases)
      .where(and(eq(releases.id, release), eq(releases.chapter, chapter))),
  ]);
  if (target === undefined) throw new ProblemError('not_found', { detail: 'The chapter has no such release' });
  const shown = await revisionsIn(db, target.manifest);
  await refuseEmbargoed(db, shown);
  const now = timestamp();
  const before = state.layers.find((layer) => layer.chapter.slug === chapter)?.live;
  const others = state.layers.flatMap(({ chapter: { slug, inherits }, live }) =>
    inherits === chapter && live !== null
      ? [
          {
            id: crypto.randomUUID(),
            chapter: slug,
            base: target.manifest,
            manifest: live.manifest,
            createdAt: now,
          },
        ]
      : [],
  );
  const pointers = [{ chapter, release }, ...others.map(({ id, chapter: slug }) => ({ chapter: slug, release: id }))];
  await writeOnce(db, [
    db.query.insert(publishes).values({ revision: state.revision + 1, publishedAt: now }),
    ...inChunks(others, 500).map((piece) => db.query.insert(releases).values(piece)),
    ...movePointers(db, pointers, now),
    ...markAsIn(db, chapter, shown),
    ...recordActs(db, actor, now, [
      {
        action: 'roll_back',
        target: `releases/${chapter}/${release}`,
        before: before?.manifest ?? null,
        after: target.manifest,
        chapter,
      },
    ]),
  ]);
}

/** Which revisions a layer shows, by entry. */
export async function revisionsIn(db: Database, digest: string): Promise<Map<string, number>> {
  const manifest = (await loadDocuments(db, [digest])).get(digest);
  // It was pruned since it was found.
  if (manifest === undefined) throw new ProblemError('publish_conflict');
  const { bundles } = JSON.parse(manifest) as Manifest;
  const bodies = await loadDocuments(
    db,
    Object.values(bundles).flatMap((byLocale) => Object.values(byLocale)),
  );
  const revisions = new Map<string, number>();
  for (const body of bodies.values()) {
    for (const [, , , entry, revision] of JSON.parse(body) as BundleEntry[]) revisions.set(entry, revision);
  }
  return revisions;
}

/** A preview is a release too, and shows what is to be published later. */
async function refuseEmbargoed(db: Database, shown: ReadonlyMap<string, number>): Promise<void> {
  for (const [entry, { revision }] of await listEmbargoes(db)) {
    if ((shown.get(entry) ?? 0) >= revision) throw new ProblemError('under_embargo');
  }
}

/** Notes of the chapter's entries which revision readers see. */
function markAsIn(db: Database, chapter: string, revisions: ReadonlyMap<string, number>): Statement[] {
  const byRevision = Map.groupBy(revisions, ([, revision]) => revision);
  return [
    db.query.update(entries).set({ publishedRevision: null }).where(eq(entries.chapter, chapter)),
    ...[...byRevision].flatMap(([publishedRevision, pairs]) =>
      inChunks(pairs, 500).map((piece) =>
        db.query
          .update(entries)
          .set({ publishedRevision })
          .where(
            inArray(
              entries.id,
              piece.map(([entry]) => entry),
            ),
          ),
      ),
    ),
  ];
}
