import { consentEvents, contacts, strays, submissions, supporters } from '../../schema/tables/intake.ts';
import { linkConsents, type ConsentDraft } from '../consent-chain.ts';
import type { Database } from '../db.ts';
import { insertAll, isAnyOf } from '../sql.ts';
import { announce, creationsOf } from './events.ts';
import { recognize } from './people.ts';
import type { SubmissionRecord } from './record.ts';
import { settleStandings } from './standing.ts';
import { tally } from './tally.ts';
import { findChainEnd, takeTurn } from './turn.ts';

/**
 * Writes a batch of the journal to the database in one transaction: what was sent, to which person it belongs, whom
 * it counts, the next links of the chain of consents, and what receivers are to be told. What is there already, since a
 * reply was lost, is left out.
 * @returns whether there may be something to tell.
 * @throws {DatabaseError} nothing was written then, or all of it; the same batch can be tried again.
 */
export async function drain(db: Database, batch: readonly SubmissionRecord[]): Promise<boolean> {
  if (batch.length === 0) return false;
  const [known, turn, end] = await Promise.all([
    db.query
      .select({ id: submissions.id })
      .from(submissions)
      .where(
        isAnyOf(
          submissions.id,
          batch.map(({ id }) => id),
        ),
      ),
    takeTurn(db),
    findChainEnd(db),
  ]);
  const ids = new Set(known.map(({ id }) => id));
  const fresh = batch.filter(({ id, isTest }) => !isTest && !ids.has(id));
  // What they gave to tell may still wait.
  if (fresh.length === 0) return true;
  const records = await settleStandings(db, fresh);
  const { personOf, newContacts, newStrays } = await recognize(db, records);
  const { newSupporters, changes } = await tally(db, records, personOf);
  const links = await linkConsents(end, draftsOf(records));
  const announced = await announce(db, creationsOf(records));
  await db.write([
    ...turn,
    ...insertAll(contacts, newContacts),
    ...insertAll(strays, newStrays),
    ...insertAll(
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
    ...insertAll(supporters, newSupporters),
    ...changes,
    ...insertAll(consentEvents, links),
    ...announced,
  ]);
  return announced.length > 0;
}

/** What people agreed to with these records. */
function draftsOf(records: readonly SubmissionRecord[]): ConsentDraft[] {
  return records.flatMap(({ id, consents, contacts: given, pageOrigin, partner, receivedAt }) =>
    consents.map(({ channel, organization, disclosure, version, digest, locale, control, initially, form, at }) => ({
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
      // An entry that an earlier version journaled says less.
      organization: organization ?? null,
      control: control ?? null,
      controlDefault: initially ?? null,
      form: form ?? null,
      clientAt: at ?? null,
      partner: partner ?? null,
      method: null,
    })),
  );
}
