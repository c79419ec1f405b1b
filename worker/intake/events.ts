import { intakeEvents } from '../../schema/tables/intake.ts';
import type { Database, Statement } from '../db.ts';
import { inserts } from '../sql.ts';

/** A submission that receivers may have, by the name under which they got it. */
export interface Sent {
  id: string;
  chapter: string;
}

/** What receivers are to be told of a submission. Nothing in it tells who sent it. */
export interface IntakeEvent {
  type: 'consent.revoked' | 'person.erased';
  submission: string;
  chapter: string;
  at: string;
  /** How much is taken back, `*` being all, and the last day on which it may be honored; null of an erasure. */
  detail: { channel: string; scope: string; due: string } | null;
}

/** One event for each submission. */
export function eventsOf(
  sent: readonly Sent[],
  { type, at, detail = null }: Pick<IntakeEvent, 'type' | 'at'> & Partial<Pick<IntakeEvent, 'detail'>>,
): IntakeEvent[] {
  return sent.map(({ id: submission, chapter }) => ({ type, submission, chapter, at, detail }));
}

/** What tells receivers, in the transaction in which it happens: the one place from which these events go out. */
export function announce(db: Database, events: readonly IntakeEvent[]): Statement[] {
  return inserts(db, intakeEvents, events);
}
