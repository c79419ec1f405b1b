import { and, inArray, isNull, lt, notInArray, or, sql } from 'drizzle-orm';
import { campaigns } from '../../schema/tables/content.ts';
import { holds, messages, submissions } from '../../schema/tables/intake.ts';
import type { Database } from '../db.ts';
import { erase } from './erase.ts';
import { announce, withdrawalsOf } from './events.ts';
import { heldBy } from './reach.ts';
import { takeTurn } from './turn.ts';

const batchSize = 200;
const dayMs = 24 * 60 * 60 * 1000;

/**
 * Erases a batch of what is older than the campaign keeps it, oldest first, unless it is on hold. The figures stay.
 * @returns whether there may be more.
 */
export async function eraseExpired(db: Database): Promise<boolean> {
  const [campaign] = await db.query.select({ settings: campaigns.settings }).from(campaigns);
  const days = campaign?.settings['retentionDays'];
  if (typeof days !== 'number') return false;
  const now = new Date();
  const before = new Date(now.getTime() - days * dayMs).toISOString();
  const held = heldBy(db);
  const [sent, mail] = await Promise.all([
    db.query
      .select({ id: submissions.id, chapter: submissions.chapter })
      .from(submissions)
      .where(
        and(
          lt(submissions.receivedAt, before),
          or(
            isNull(submissions.person),
            notInArray(submissions.person, db.query.select({ person: held.person }).from(held)),
          ),
        ),
      )
      .orderBy(sql`submissions.rowid`)
      .limit(batchSize),
    db.query
      .select({ id: messages.id })
      .from(messages)
      .where(
        and(
          lt(messages.receivedAt, before),
          notInArray(messages.contact, db.query.select({ contact: holds.contact }).from(holds)),
        ),
      )
      .limit(batchSize),
  ]);
  if (sent.length === 0 && mail.length === 0) return false;
  const ids = mail.map(({ id }) => id);
  await db.write([
    ...(await takeTurn(db)),
    ...(sent.length === 0 ? [] : await erase(db, sent, { isCounted: true })),
    db.query.delete(messages).where(inArray(messages.id, ids)),
    ...(await announce(db, withdrawalsOf(sent, { type: 'person.erased', at: now.toISOString() }))),
  ]);
  return sent.length === batchSize || mail.length === batchSize;
}
