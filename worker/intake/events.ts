import { deliveries } from '../../schema/tables/outbox.ts';
import type { WebhookEvent } from '../../schema/wire/webhook.ts';
import type { Database, Statement } from '../db.ts';
import { insertAll } from '../sql.ts';
import { addressEvents, listReceivers } from './outbox.ts';
import type { SubmissionRecord } from './record.ts';

/** A submission that receivers may have, by the name under which they got it. */
export interface Sent {
  id: string;
  chapter: string;
}

/** Something that receivers are told. */
export interface IntakeEvent {
  type: WebhookEvent;
  /** Id of the submission that it is about. */
  submission: string;
  chapter: string;
  at: string;
  /** The revocation or erasure; null where it is none. */
  act: string | null;
  /** The JWE to be told, of which each gets its own part; null where the event tells nothing of the person. */
  sealed: string | null;
  /** How much is taken back, `*` being all, and the last day on which it may be honored; null but for a revocation. */
  detail: { channel: string; scope: string; due: string } | null;
}

/** What people sent gives to tell. */
export function creationsOf(records: readonly SubmissionRecord[]): IntakeEvent[] {
  return records.map(({ id, type, chapter, sealed, receivedAt }) => ({
    type: `${type}.created`,
    submission: id,
    chapter,
    at: receivedAt,
    act: null,
    sealed,
    detail: null,
  }));
}

/** What is taken back gives to tell: one event for each submission. Nothing in it tells who sent it. */
export function withdrawalsOf(
  sent: readonly Sent[],
  {
    type,
    at,
    act = null,
    detail = null,
  }: Pick<IntakeEvent, 'type' | 'at'> & Partial<Pick<IntakeEvent, 'act' | 'detail'>>,
): IntakeEvent[] {
  return sent.map(({ id: submission, chapter }) => ({ type, submission, chapter, at, act, sealed: null, detail }));
}

/** What tells receivers, in the transaction in which it happens: the one place from which these events go out. */
export async function announce(db: Database, events: readonly IntakeEvent[]): Promise<Statement[]> {
  return insertAll(deliveries, addressEvents(await listReceivers(db), events));
}
