import { and, asc, eq, gt } from 'drizzle-orm';
import { publishedCounts } from '../../schema/tables/intake.ts';
import type { Counter } from '../../schema/wire/counter.ts';
import { openDatabase, type Database } from '../db.ts';
import { readConfig, type Env } from '../env.ts';
import { describeError, logError, rootOf } from '../log.ts';
import type { Cell } from './cells.ts';

type Figures = Counter['includes'];
type Place = Pick<Cell, 'counter' | 'chapter' | 'partner'>;

const freshMs = 1000;
const usableMs = 24 * 60 * 60 * 1000;
const maxPlaces = 2000;

const memory = new Map<string, { figures: Figures; readAt: number }>();

/**
 * What is published of a place, from memory for a second, and for a day while the database does not answer: a figure that
 * is late is still true, since none falls.
 */
export async function findFigures(env: Env, place: Place): Promise<Figures> {
  const key = JSON.stringify([place.counter, place.chapter, place.partner]);
  const known = memory.get(key);
  const age = known === undefined ? Infinity : Date.now() - known.readAt;
  if (age < freshMs) return known!.figures;
  try {
    const figures = await queryFigures(openDatabase(readConfig(env)), place);
    // Anybody can ask for partners that there are not.
    if (figures.length > 0 || place.partner === '*') remember(key, figures);
    return figures;
  } catch (error) {
    if (age > usableMs) throw error;
    logError({ event: 'stale_counter', ...describeError(rootOf(error)) });
    return known!.figures;
  }
}

/** At most one row for each kind, found by the primary key. */
export function queryFigures(db: Database, { counter, chapter, partner }: Place) {
  return db.query
    .select({ kind: publishedCounts.kind, people: publishedCounts.figure })
    .from(publishedCounts)
    .where(
      and(
        eq(publishedCounts.counter, counter),
        eq(publishedCounts.chapter, chapter),
        eq(publishedCounts.partner, partner),
        gt(publishedCounts.figure, 0),
      ),
    )
    .orderBy(asc(publishedCounts.kind));
}

function remember(key: string, figures: Figures): void {
  memory.delete(key);
  memory.set(key, { figures, readAt: Date.now() });
  for (const oldest of memory.keys()) {
    if (memory.size <= maxPlaces) break;
    memory.delete(oldest);
  }
}
