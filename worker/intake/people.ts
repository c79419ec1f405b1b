import { max } from 'drizzle-orm';
import { contacts, type strays } from '../../schema/tables/intake.ts';
import type { Database } from '../db.ts';
import { isAnyOf } from '../sql.ts';
import type { SubmissionRecord } from './record.ts';

interface Recognized {
  /** By submission. */
  personOf: Map<string, number>;
  newContacts: { digest: string; person: number }[];
  /** What was given and is known of someone else. */
  newStrays: (typeof strays.$inferInsert)[];
}

/**
 * Tells who sent each record: someone who gave this address or this number before, or else someone new. Who gives
 * both is found by the address first; what they gave and was not known is noted for the next time. Where the number is
 * someone else's, both stay who they are: anybody can name two people in one form, and must not make them one.
 */
export async function recognize(db: Database, records: readonly SubmissionRecord[]): Promise<Recognized> {
  const digests = records.flatMap(({ contacts: { email, phone } }) => [email, phone].filter((each) => each !== null));
  const [rows, [last]] = await Promise.all([
    db.query.select().from(contacts).where(isAnyOf(contacts.digest, digests)),
    db.query.select({ person: max(contacts.person) }).from(contacts),
  ]);
  let people = last?.person ?? 0;
  const known = new Map(rows.map(({ digest, person }) => [digest, person]));
  const found: Recognized = { personOf: new Map(), newContacts: [], newStrays: [] };
  for (const { id, contacts: given } of records) {
    const own = [given.email, given.phone].filter((each) => each !== null);
    const person = own.map((digest) => known.get(digest)).find((each) => each !== undefined) ?? ++people;
    found.personOf.set(id, person);
    for (const digest of own) {
      const owner = known.get(digest);
      if (owner === undefined) {
        known.set(digest, person);
        found.newContacts.push({ digest, person });
      } else if (owner !== person) found.newStrays.push({ digest, submission: id });
    }
  }
  return found;
}
