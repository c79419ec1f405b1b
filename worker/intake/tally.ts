import { sql } from 'drizzle-orm';
import { supporters, tallies } from '../../schema/tables/intake.ts';
import type { Database, Statement } from '../db.ts';
import { isAnyOf } from '../sql.ts';
import type { SubmissionRecord } from './record.ts';

type Supporter = typeof supporters.$inferSelect;
type Change = typeof tallies.$inferInsert;

interface Tallied {
  newSupporters: Supporter[];
  /** Adds them to the tallies. */
  changes: Statement[];
}

/** What a record counts its person for. */
function actOf({ type, pledge }: SubmissionRecord): string {
  return type === 'signup' ? 'signup' : `pledge:${pledge}`;
}

/**
 * Counts each person once for each act, in the chapter and through the partner where they did it first. Who both signed
 * up and pledged is counted again under `both:`, so that those who did one or the other are told by three figures,
 * however many they are.
 */
export async function tally(
  db: Database,
  records: readonly SubmissionRecord[],
  personOf: Map<string, number>,
): Promise<Tallied> {
  const rows = await db.query
    .select()
    .from(supporters)
    .where(isAnyOf(supporters.person, [...new Set(personOf.values())]));
  const before = Map.groupBy(rows, ({ person }) => person);
  const actsOf = new Map(before);
  const newSupporters: Supporter[] = [];
  for (const record of records) {
    const person = personOf.get(record.id)!;
    const acts = actsOf.get(person) ?? [];
    const act = actOf(record);
    if (acts.some((each) => each.act === act)) continue;
    // An entry that an earlier version journaled names no partner.
    const supporter = { person, act, chapter: record.chapter, partner: record.partner ?? null };
    actsOf.set(person, [...acts, supporter]);
    newSupporters.push(supporter);
  }
  const changes = [...actsOf].flatMap(([person, acts]) => [
    ...countsOf(acts, 1),
    ...countsOf(before.get(person) ?? [], -1),
  ]);
  return { newSupporters, changes: toStatements(db, changes) };
}

/**
 * Takes people out of the tallies for acts that ended, of all that they are counted for. What is published stands: see
 * `publication.ts`.
 */
export function uncount(db: Database, acts: readonly Supporter[], ended: readonly Supporter[]): Statement[] {
  const gone = new Set(ended.map(({ person, act }) => `${person} ${act}`));
  const changes = [...Map.groupBy(acts, ({ person }) => person).values()].flatMap((own) => [
    ...countsOf(own, -1),
    ...countsOf(
      own.filter(({ person, act }) => !gone.has(`${person} ${act}`)),
      1,
    ),
  ]);
  return toStatements(db, changes);
}

/** What the acts of one person are in the tallies. */
function countsOf(acts: readonly Supporter[], people: 1 | -1): Change[] {
  const isSignedUp = acts.some(({ act }) => act === 'signup');
  return acts.flatMap(({ act, chapter, partner }) => {
    const count = { act, chapter, partner: partner ?? '', people };
    if (act === 'signup' || !isSignedUp) return [count];
    return [count, { ...count, act: act.replace('pledge:', 'both:') }];
  });
}

function toStatements(db: Database, changes: readonly Change[]): Statement[] {
  const cells = Map.groupBy(changes, ({ act, chapter, partner }) => JSON.stringify([act, chapter, partner]));
  return [...cells.values()].flatMap((same) => {
    const people = same.reduce((total, change) => total + change.people, 0);
    if (people === 0) return [];
    return [
      db.query
        .insert(tallies)
        .values({ ...same[0]!, people })
        .onConflictDoUpdate({
          target: [tallies.act, tallies.chapter, tallies.partner],
          set: { people: sql`${tallies.people} + ${people}` },
        }),
    ];
  });
}
