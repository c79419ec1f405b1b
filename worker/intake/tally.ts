import { inArray } from 'drizzle-orm';
import { supporters } from '../../schema/tables/intake.ts';
import type { Database } from '../db.ts';
import type { SubmissionRecord } from './record.ts';

type Supporter = typeof supporters.$inferSelect;

interface Tallied {
  newSupporters: Supporter[];
  /** What is added to which tally. */
  changes: { act: string; chapter: string; people: number }[];
}

/** What a record counts its person for. */
function actOf({ type, pledge }: SubmissionRecord): string {
  return type === 'signup' ? 'signup' : `pledge:${pledge}`;
}

/**
 * Counts each person once for each act, in the chapter where they did it first. Who both signed up and pledged is
 * counted again under `both:`, so that those who did one or the other are told by three figures, however many they are.
 */
export async function tally(
  db: Database,
  records: readonly SubmissionRecord[],
  personOf: Map<string, number>,
): Promise<Tallied> {
  const rows = await db.query
    .select()
    .from(supporters)
    .where(inArray(supporters.person, [...new Set(personOf.values())]));
  const actsOf = Map.groupBy(rows, ({ person }) => person);
  const newSupporters: Supporter[] = [];
  const totals = new Map<string, number>();
  const add = (act: string, chapter: string) => {
    const key = `${chapter} ${act}`;
    totals.set(key, (totals.get(key) ?? 0) + 1);
  };
  for (const record of records) {
    const person = personOf.get(record.id)!;
    const acts = actsOf.get(person) ?? [];
    const act = actOf(record);
    if (acts.some((each) => each.act === act)) continue;
    const supporter = { person, act, chapter: record.chapter };
    for (const { pledge, chapter } of pairsOf(supporter, acts)) add(`both:${pledge}`, chapter);
    add(act, record.chapter);
    acts.push(supporter);
    actsOf.set(person, acts);
    newSupporters.push(supporter);
  }
  const changes = [...totals].map(([key, people]) => {
    const [chapter, act] = key.split(' ') as [string, string];
    return { act, chapter, people };
  });
  return { newSupporters, changes };
}

/** The pledges that make, with the sign-up, two acts of one person; in the pledge's chapter. */
function pairsOf(added: Supporter, acts: readonly Supporter[]): { pledge: string; chapter: string }[] {
  const pledgeOf = ({ act, chapter }: Supporter) => ({ pledge: act.slice('pledge:'.length), chapter });
  if (added.act === 'signup') return acts.map(pledgeOf);
  return acts.some(({ act }) => act === 'signup') ? [pledgeOf(added)] : [];
}
