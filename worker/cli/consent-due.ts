import { asc, isNull } from 'drizzle-orm';
import { heldErasures, messages, suppressions } from '../../schema/tables/intake.ts';
import { timestamp } from '../clock.ts';
import type { Database } from '../db.ts';

/** What waits: revocations to be carried out everywhere, messages to be read, and erasures that a hold stops. */
export async function listDue(db: Database): Promise<string> {
  const [duties, mail, held] = await Promise.all([
    db.query.select().from(suppressions).where(isNull(suppressions.settledAt)).orderBy(asc(suppressions.due)),
    db.query.select({ id: messages.id, receivedAt: messages.receivedAt }).from(messages).orderBy(messages.receivedAt),
    db.query.select({ id: heldErasures.id, at: heldErasures.at }).from(heldErasures).orderBy(heldErasures.at),
  ]);
  const today = timestamp().slice(0, 10);
  const lines = [
    ...duties.map(({ id, due, channel, organization }) => {
      return [due < today ? 'overdue' : 'due', due, 'revocation', channel, organization, id];
    }),
    ...mail.map(({ id, receivedAt }) => ['unread', receivedAt.slice(0, 10), 'message', 'sms', '*', id]),
    ...held.map(({ id, at }) => ['held', at.slice(0, 10), 'erasure', '*', '*', id]),
  ];
  return lines.length === 0 ? 'Nothing waits.' : lines.map((fields) => fields.join('\t')).join('\n');
}
