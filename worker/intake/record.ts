import type { Consent } from '../../schema/wire/signup.ts';

/** What a person agreed to, with what the published disclosure says of itself. */
export interface ConsentEvidence extends Consent {
  channel: 'sms';
  /** The chapter in whose name the words ask. */
  organization: string;
}

/** A submission as it is journaled: nothing in it tells who sent it. */
export interface SubmissionRecord {
  /** Derived from the Idempotency-Key, so that a repeat meets its first. */
  id: string;
  type: 'signup' | 'pledge';
  chapter: string;
  /** Slug of the pledge; null for a sign-up. */
  pledge: string | null;
  /** JWE, general JSON serialization, one recipient for each key holder. */
  sealed: string;
  /** By what the person is found again: keyed digests; null where none was given. */
  contacts: { email: string | null; phone: string | null };
  consents: ConsentEvidence[];
  /** Through whom it came; null where it was no partner. */
  partner: string | null;
  pageOrigin: string | null;
  receivedAt: string;
}

/** What a request leaves in the journal. */
export interface JournalEntry {
  record: SubmissionRecord;
  /** Keyed digest of the request, to tell a repeat from another request under the same key. */
  requestMac: string;
}

/** What became of an entry: when the first of its kind was kept, or why it was not. */
export type JournalAnswer = { receivedAt: string } | { refused: 'key_reused' | 'full' };
