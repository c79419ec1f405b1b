import { asc, isNull } from 'drizzle-orm';
import { heldErasures, messages, suppressions } from '../schema/tables/intake.ts';
import type { DueAct } from '../schema/wire/consent.ts';
import { timestamp } from './clock.ts';
import type { Database } from './db.ts';

/** What waits: revocations to be carried out everywhere, messages to be read, and erasures that a hold stops. */
export async function listDueActs(db: Database): Promise<DueAct[]> {
  const { id, at, due, channel, organization } = suppressions;
  const [duties, mail, held] = await Promise.all([
    db.query.select({ id, at, due, channel, organization }).from(suppressions).where(isNull(suppressions.settledAt)),
    db.query.select({ id: messages.id, at: messages.receivedAt }).from(messages).orderBy(asc(messages.receivedAt)),
    db.query.select({ id: heldErasures.id, at: heldErasures.at }).from(heldErasures).orderBy(asc(heldErasures.at)),
  ]);
  const today = timestamp().slice(0, 10);
  const whole = { due: null, isOverdue: false, organization: '*' };
  return [
    ...duties
      .map((duty) => ({ ...duty, type: 'revocation' as const, isOverdue: duty.due < today }))
      .toSorted((a, b) => a.due.localeCompare(b.due)),
    ...mail.map((message) => ({ ...message, ...whole, type: 'message' as const, channel: 'sms' as const })),
    ...held.map((erasure) => ({ ...erasure, ...whole, type: 'erasure' as const, channel: '*' as const })),
  ];
}
