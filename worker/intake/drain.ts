import { desc, inArray, lt, max } from 'drizzle-orm';
import { consentEvents, contacts, drains, submissions, supporters } from '../../schema/tables/intake.ts';
import { deliveries } from '../../schema/tables/outbox.ts';
import { chainStart, hashConsent, type ConsentEvent } from '../consent-chain.ts';
import type { Database } from '../db.ts';
import { insertAll } from '../sql.ts';
import { eventsOf } from './events.ts';
import { addressEvents, listReceivers } from './outbox.ts';
import { recognize } from './people.ts';
import type { SubmissionRecord } from './record.ts';
import { tally } from './tally.ts';

/**
 * Writes a batch of the journal to the database in one transaction: what was sent, to which person it belongs, whom
 * it counts, the next links of the chain of consents, and what receivers are to be told. What is there already, since a
 * reply was lost, is left out.
 * @returns whether there may be something to tell.
 * @throws {DatabaseError} nothing was written then, or all of it; the same batch can be tried again.
 */
export async function drain(db: Database, batch: readonly SubmissionRecord[]): Promise<boolean> {
  const [known, [last], [link], receivers] = await Promise.all([
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
    listReceivers(db),
  ]);
  const ids = new Set(known.map(({ id }) => id));
  const records = batch.filter(({ id }) => !ids.has(id));
  if (records.length === 0) return receivers.length > 0;
  const { personOf, newContacts } = await recognize(db, records);
  const { newSupporters, changes } = await tally(db, records, personOf);
  const links = await linkConsents(records, link ?? { number: 0, hash: chainStart });
  const outbox = addressEvents(receivers, eventsOf(records));
  const number = (last?.number ?? 0) + 1;
  await db.write([
    db.query.insert(drains).values({ number }),
    db.query.delete(drains).where(lt(drains.number, number - 100)),
    ...insertAll(contacts, newContacts),
    ...insertAll(
      submissions,
      records.map(({ id, type, chapter, pledge, sealed, receivedAt }) => ({
        id,
        type,
        chapter,
        pledge,
        person: personOf.get(id)!,
        sealed,
        receivedAt,
      })),
    ),
    ...insertAll(supporters, newSupporters),
    ...changes,
    ...insertAll(consentEvents, links),
    ...insertAll(deliveries, outbox),
  ]);
  return outbox.length > 0;
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
