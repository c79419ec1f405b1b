import type { Consent } from '../../schema/wire/signup.ts';
import type { Actor } from '../audit.ts';
import type { Statement } from '../db.ts';
import type { IntakeEvent } from './events.ts';
import type { Toll } from './limits.ts';

/** What a person agreed to, with what the published disclosure says of itself. */
export interface ConsentEvidence extends Consent {
  channel: 'sms';
  /** The chapter in whose name the words ask. */
  organization: string;
}

/** A submission as it is journaled: nothing in it tells who sent it. */
export interface SubmissionRecord {
  /** Derived from the request and its Idempotency-Key, so that a repeat meets its first. */
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
  /** It came with a partner's test key, and goes no further than the journal. */
  isTest: boolean;
  standing: Standing | OpenStanding;
  receivedAt: string;
}

/**
 * How much there is to say for it: by what the browser says it came from a page of the partner or of our own; from
 * elsewhere; or by the form without JavaScript, and so without proof of work, while more was sent than usual.
 */
export type Standing = 'verified' | 'unverified' | 'unproven';

/** Where it came from, by what the browser says: the database did not say in time whether that is the partner's. */
export interface OpenStanding {
  origin: string;
}

/** What every act on people's records says beside what it is. */
interface Act {
  id: string;
  receivedAt: string;
  /** Who did it, for the audit; null where the person did. */
  actor: Actor | null;
}

/** Someone takes consent back. */
export interface RevocationRecord extends Act {
  type: 'revocation';
  /** Keyed digest of the address or phone number. */
  contact: string;
  /** Like the organization: one, or `*` for all. */
  channel: 'sms' | 'email' | 'phone' | '*';
  organization: string;
  method: 'link' | 'message' | 'operator' | 'code' | 'erasure';
}

/** Someone is to be erased: whoever has this address or number, or one submission. */
export interface ErasureRecord extends Act {
  type: 'erasure';
  contact: string | null;
  submission: string | null;
}

/** A legal hold begins or ends. */
export interface HoldRecord extends Act {
  type: 'hold';
  contact: string;
  isOn: boolean;
}

/** Someone wrote what no keyword answers. */
interface MessageRecord extends Act {
  type: 'message';
  actor: null;
  contact: string;
  /** JWE, general JSON serialization. */
  sealed: string;
}

/** A revocation was carried out everywhere, or a message was read. */
export interface SettlementRecord extends Act {
  type: 'settlement';
  target: string;
}

/** What is done with people's records, beside keeping them. */
export type ActRecord = RevocationRecord | ErasureRecord | HoldRecord | MessageRecord | SettlementRecord;

/** Whatever is journaled. */
export type JournalRecord = SubmissionRecord | ActRecord;

export function isSubmission(record: JournalRecord): record is SubmissionRecord {
  return record.type === 'signup' || record.type === 'pledge';
}

/** What an act does to the database, and what receivers are told. */
export interface Plan {
  statements: Statement[];
  events: IntakeEvent[];
}

/** What a request leaves in the journal. */
export interface JournalEntry {
  /** Keyed digest of the Idempotency-Key. Under it the record's id tells a repeat from another request. */
  key: string;
  /** Of the record, like the time. */
  id: string;
  receivedAt: string;
  /** The `JournalRecord` as JSON, as which it is kept: each way to the journal and to its disk it is copied as text. */
  record: string;
  /** What it costs to send it; null for what is no submission. */
  toll: Toll | null;
  /** How hard the proof was that came with it; null for the form without JavaScript, which can bring none. */
  proof: number | null;
}

export function toEntry(
  key: string,
  record: JournalRecord,
  { toll, proof }: Pick<JournalEntry, 'toll' | 'proof'>,
): JournalEntry {
  return { key, id: record.id, receivedAt: record.receivedAt, record: JSON.stringify(record), toll, proof };
}

/** What became of an entry: when the first of its kind was kept, or why it was not. */
export type JournalAnswer = { receivedAt: string } | { refused: 'key_reused' | 'full' | 'toll_not_paid' };
