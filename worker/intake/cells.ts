import { sum } from 'drizzle-orm';
import { counterTotals, tallies } from '../../schema/tables/intake.ts';
import type { TrueCount } from '../../schema/wire/counter.ts';
import type { Database } from '../db.ts';
import { listCountedPledges } from './published.ts';
import type { ReaderContext } from '../delivery/release.ts';

/** A count: of one kind, in a chapter and through a partner, or `*` for all of them. */
export type Cell = Omit<TrueCount, 'published'>;

/** One name for a cell, wherever it comes from. */
export function nameCell({ counter, chapter, partner, kind }: Omit<Cell, 'people'>): string {
  return JSON.stringify([counter, chapter, partner, kind]);
}

/**
 * Every cell of every counter as it truly is, for whoever may know. Reads sums, of which there are as many as chapters,
 * partners and pledges make, and no more the more people there are.
 */
export async function listCells(context: ReaderContext, db: Database): Promise<Cell[]> {
  const { counter, kind, chapter, partner, count } = counterTotals;
  const [pledges, online, elsewhere] = await Promise.all([
    listCountedPledges(context),
    db.query.select().from(tallies),
    db.query
      .select({ counter, kind, chapter, partner, people: sum(count).mapWith(Number) })
      .from(counterTotals)
      .groupBy(counter, kind, chapter, partner),
  ]);
  const slugs = new Set(pledges.map(({ slug }) => slug));
  const parts: Cell[] = elsewhere
    .filter((each) => slugs.has(each.counter))
    .map((each) => ({ ...each, partner: each.partner ?? '' }));
  for (const { slug, countsSignups } of pledges) {
    const signs = new Map([[`pledge:${slug}`, 1]]);
    // Who signed up and pledged is in both figures.
    if (countsSignups) signs.set('signup', 1).set(`both:${slug}`, -1);
    for (const { act, people, ...place } of online) {
      const sign = signs.get(act);
      if (sign !== undefined) parts.push({ counter: slug, ...place, kind: 'online', people: sign * people });
    }
  }
  return addUp(parts);
}

function addUp(parts: readonly Cell[]): Cell[] {
  const cells = new Map<string, Cell>();
  for (const part of parts) {
    for (const chapter of ['*', part.chapter]) {
      for (const partner of part.partner === '' ? ['*'] : ['*', part.partner]) {
        const name = nameCell({ ...part, chapter, partner });
        const cell = cells.get(name) ?? { ...part, chapter, partner, people: 0 };
        cell.people += part.people;
        cells.set(name, cell);
      }
    }
  }
  return [...cells.values()];
}
