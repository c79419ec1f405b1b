import { desc, inArray, lt, max, sql } from 'drizzle-orm';
import {
  consentEvents,
  contacts,
  drains,
  people,
  submissions,
  supporters,
  tallies,
} from '../../schema/tables/intake.ts';
import { chainStart, hashConsent, type ConsentEvent } from '../consent-chain.ts';
import type { Database, Statement } from '../db.ts';
import { inChunks } from '../sql.ts';
import { recognize } from './people.ts';
import type { SubmissionRecord } from './record.ts';
import { tally } from './tally.ts';

/**
 * Writes a batch of the journal to the database in one transaction: what was sent, to which person it belongs, whom
 * it counts, and the next links of the chain of consents. What is there already, since a reply was lost, is left out.
 * @throws {DatabaseError} nothing was written then, or all of it; the same batch can be tried again.
 */
export async function drain(db: Database, batch: readonly SubmissionRecord[]): Promise<void> {
  const [known, [last], [link]] = await Promise.all([
    db.query
      .select({ id: submissions.id })
      .from(submissions)
      .where(
        inArray(
          submissions.id,
          batch.map(({ id }) => id),
        ),
      ),
    db.query.select({ number: max(drains.number) }).from(drains),
    db.query
      .select({ number: consentEvents.number, hash: consentEvents.hash })
      .from(consentEvents)
      .orderBy(desc(consentEvents.number))
      .limit(1),
  ]);
  const ids = new Set(known.map(({ id }) => id));
  const records = batch.filter(({ id, isTest }) => !isTest && !ids.has(id));
  if (records.length === 0) return;
  const { personOf, newPeople, newContacts } = await recognize(db, records);
  const { newSupporters, changes } = await tally(db, records, personOf);
  const links = await linkConsents(records, link ?? { number: 0, hash: chainStart });
  const number = (last?.number ?? 0) + 1;
  await db.write([
    db.query.insert(drains).values({ number }),
    db.query.delete(drains).where(lt(drains.number, number - 100)),
    ...inserts(people, newPeople),
    ...inserts(contacts, newContacts),
    ...inserts(
      submissions,
      records.map(({ id, type, chapter, pledge, sealed, partner, standing, receivedAt }) => ({
        id,
        type,
        chapter,
        pledge,
        person: personOf.get(id)!,
        sealed,
        partner,
        standing,
        receivedAt,
      })),
    ),
    ...inserts(supporters, newSupporters),
    ...changes.map((change) =>
      db.query
        .insert(tallies)
        .values(change)
        .onConflictDoUpdate({
          target: [tallies.act, tallies.chapter],
          set: { people: sql`${tallies.people} + ${change.people}` },
        }),
    ),
    ...inserts(consentEvents, links),
  ]);

  function inserts<Table extends Parameters<typeof db.query.insert>[0]>(
    table: Table,
    rows: readonly Table['$inferInsert'][],
  ): Statement[] {
    return inChunks(rows, 500).map((piece) => db.query.insert(table).values(piece));
  }
}

/** The next links of the chain, in the order in which they came. */
async function linkConsents(
  records: readonly SubmissionRecord[],
  last: Pick<ConsentEvent, 'number' | 'hash'>,
): Promise<ConsentEvent[]> {
  const links: ConsentEvent[] = [];
  for (const { id, consents, contacts: given, pageOrigin, receivedAt } of records) {
    for (const { channel, disclosure, version, digest, locale } of consents) {
      const previous = links.at(-1) ?? last;
      const event = {
        number: previous.number + 1,
        event: 'given' as const,
        submission: id,
        contact: given.phone,
        channel,
        disclosure,
        version,
        digest,
        locale,
        pageOrigin,
        at: receivedAt,
      };
      links.push({ ...event, hash: await hashConsent(previous.hash, event) });
    }
  }
  return links;
}
