import { inArray, sql } from 'drizzle-orm';
import { livePointers, releases } from '../../schema/tables/releases.ts';
import type { Database, Statement } from '../db.ts';
import { inChunks } from '../sql.ts';

/** Makes these releases live, and notes until when those before them were. */
export function movePointers(
  db: Database,
  pointers: readonly { chapter: string; release: string }[],
  now: string,
): Statement[] {
  return inChunks(pointers, 500).flatMap((piece) => {
    const chapters = piece.map(({ chapter }) => chapter);
    const before = db.query
      .select({ release: livePointers.release })
      .from(livePointers)
      .where(inArray(livePointers.chapter, chapters));
    return [
      db.query.update(releases).set({ retiredAt: now }).where(inArray(releases.id, before)),
      db.query
        .insert(livePointers)
        .values(piece)
        .onConflictDoUpdate({ target: livePointers.chapter, set: { release: sql`excluded.release` } }),
    ];
  });
}
