import { and, eq, sql } from 'drizzle-orm';
import { tallies, type supporters } from '../../schema/tables/intake.ts';
import type { Database, Statement } from '../db.ts';

type Supporter = typeof supporters.$inferSelect;

/**
 * Takes people out of the tallies for what they no longer stand for: the acts that ended, and the pairs of a sign-up and
 * a pledge that are none any more.
 */
export function uncount(db: Database, acts: readonly Supporter[], ended: readonly Supporter[]): Statement[] {
  const endedKeys = new Set(ended.map(keyOf));
  const signedUp = new Map(acts.filter(({ act }) => act === 'signup').map((each) => [each.person, each]));
  const totals = new Map<string, number>();
  const subtract = (act: string, chapter: string) => {
    const key = `${chapter} ${act}`;
    totals.set(key, (totals.get(key) ?? 0) + 1);
  };
  for (const supporter of acts) {
    const { person, act, chapter } = supporter;
    const hasEnded = endedKeys.has(keyOf(supporter));
    if (hasEnded) subtract(act, chapter);
    const signup = signedUp.get(person);
    if (act === 'signup' || signup === undefined) continue;
    if (hasEnded || endedKeys.has(keyOf(signup))) subtract(`both:${act.slice('pledge:'.length)}`, chapter);
  }
  return [...totals].map(([key, number]) => {
    const [chapter, act] = key.split(' ') as [string, string];
    return db.query
      .update(tallies)
      .set({ people: sql`${tallies.people} - ${number}` })
      .where(and(eq(tallies.act, act), eq(tallies.chapter, chapter)));
  });
}

function keyOf({ person, act }: Supporter): string {
  return `${person} ${act}`;
}
