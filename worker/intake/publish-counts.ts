import { lt, sql } from 'drizzle-orm';
import { publishedCounts } from '../../schema/tables/intake.ts';
import { openDatabase } from '../db.ts';
import type { ReaderContext } from '../delivery/release.ts';
import { readConfig } from '../env.ts';
import { excluded, inChunks } from '../sql.ts';
import { listCells, nameCell } from './cells.ts';
import { advance, drawSecret } from './publication.ts';

/** Writes what counters show from now on. A threshold that is drawn stays until it is used, whoever else is at it. */
export async function publishCounts(context: ReaderContext): Promise<void> {
  const db = openDatabase(readConfig(context.env));
  const [cells, rows] = await Promise.all([listCells(context, db), db.query.select().from(publishedCounts)]);
  const known = new Map(rows.map((row) => [nameCell(row), row]));
  const moved = cells.flatMap(({ people, ...cell }) => {
    const before = known.get(nameCell(cell)) ?? null;
    const after = advance(before, people, drawSecret);
    return before?.figure === after.figure ? [] : [{ ...cell, ...after }];
  });
  if (moved.length === 0) return;
  await db.write(
    inChunks(moved, 500).map((piece) =>
      db.query
        .insert(publishedCounts)
        .values(piece)
        .onConflictDoUpdate({
          target: [publishedCounts.counter, publishedCounts.chapter, publishedCounts.partner, publishedCounts.kind],
          set: excluded(publishedCounts, ['figure', 'threshold']),
          setWhere: lt(publishedCounts.figure, sql`excluded.figure`),
        }),
    ),
  );
}
