import type { Consent } from '../../schema/wire/signup.ts';
import type { Toll } from './limits.ts';

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
  consents: (Consent & { channel: 'sms' })[];
  pageOrigin: string | null;
  /** Id of the partner through whose page it came. */
  partner: string | null;
  /** It came with a partner's test key, and goes no further than the journal. */
  isTest: boolean;
  standing: Standing;
  receivedAt: string;
}

/**
 * How much there is to say for it: by what the browser says it came from a page of the partner or of our own; from
 * elsewhere; or by the form without JavaScript, and so without proof of work, while more was sent than usual.
 */
type Standing = 'verified' | 'unverified' | 'unproven';

/** What a request leaves in the journal. */
export interface JournalEntry {
  record: SubmissionRecord;
  /** Keyed digest of the request, to tell a repeat from another request under the same key. */
  requestMac: string;
  toll: Toll;
  /** How hard the proof was that came with it; null for the form without JavaScript, which can bring none. */
  proof: number | null;
}

/** What became of an entry: when the first of its kind was kept, or why it was not. */
export type JournalAnswer = { receivedAt: string } | { refused: 'key_reused' | 'full' | 'toll_not_paid' };
