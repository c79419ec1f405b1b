import type { WebhookEvent } from '../../schema/wire/webhook.ts';
import type { SubmissionRecord } from './record.ts';

/** Something that receivers are told. */
export interface IntakeEvent {
  type: WebhookEvent;
  /** Id of the submission that it is about. */
  submission: string;
  chapter: string;
  at: string;
  /** The JWE to be told, of which each gets its own part; null where the event tells nothing of the person. */
  sealed: string | null;
  /** What a withdrawal says beside these. */
  detail?: { channel?: string; scope?: string };
}

/** What a batch of the journal gives to tell. */
export function eventsOf(records: readonly SubmissionRecord[]): IntakeEvent[] {
  return records.map(({ id, type, chapter, sealed, receivedAt }) => ({
    type: `${type}.created`,
    submission: id,
    chapter,
    at: receivedAt,
    sealed,
  }));
}
