import type { PledgeSignature, Signup } from '../../schema/wire/signup.ts';
import { timestamp } from '../clock.ts';
import { digestContacts } from '../contact.ts';
import type { Config, Env } from '../env.ts';
import { describeError, logError } from '../log.ts';
import { mac } from '../mac.ts';
import { ProblemError } from '../problem.ts';
import { holderOf } from '../sealing-keys.ts';
import { codeOf, digestKey, showCode } from './code.ts';
import type { Journal } from './journal.ts';
import { normalize } from './normalize.ts';
import { toEntry, type ConsentEvidence, type JournalAnswer, type SubmissionRecord } from './record.ts';
import type { Sender } from './sender.ts';
import { seal } from './seal.ts';

/** What was sent, and how. */
export interface Submission {
  type: SubmissionRecord['type'];
  /** The request's body, as it came. */
  raw: string;
  idempotencyKey: string;
}

/** What was sent, found good. */
export interface Accepted {
  type: SubmissionRecord['type'];
  body: Signup | PledgeSignature;
  /** What the person agreed to, as it is published. */
  evidence: ConsentEvidence[];
  sender: Sender;
  /** How hard its proof was; null for the form without JavaScript. */
  proof: number | null;
}

/** What names a submission, by keyed digests: its Idempotency-Key, and the very request. */
interface Identity {
  key: string;
  id: string;
  /** By which the joiner sees and takes back what they sent. */
  code: string;
}

interface Kept {
  id: string;
  receivedAt: string;
}

type Receipt = Kept & { code: string };

/** The campaign's journal. One is enough for a campaign today; by its name it could be split. */
export function journalOf({ JOURNAL }: Env): DurableObjectStub<Journal> {
  const namespace = JOURNAL as unknown as DurableObjectNamespace<Journal>;
  return namespace.getByName('campaign/0');
}

/** Makes sure that what waits in the journal comes to the database. */
export async function armJournal(env: Env): Promise<void> {
  await journalOf(env)
    .arm()
    .catch((error: unknown) => logError({ event: 'journal_not_armed', ...describeError(error) }));
}

/** The submission of a code: found by its own key, and the code is kept nowhere. */
export function submissionOf({ INTAKE_SECRET }: Config, code: string): Promise<string> {
  return mac(INTAKE_SECRET, 'submission-id', code);
}

/**
 * The request names the record: a repeat, also one whose first answer was lost, meets what the first one left, and
 * another request is another record, also under a key that is no longer remembered.
 */
export async function identify(config: Config, { type, raw, idempotencyKey }: Submission): Promise<Identity> {
  const key = await digestKey(config, idempotencyKey);
  const code = await codeOf(config, key, `${type} ${idempotencyKey} ${raw}`);
  return { key, id: await submissionOf(config, code), code };
}

/**
 * Finds what an earlier request under the same key has kept, within 24 hours.
 * @throws {ProblemError} `idempotency_key_reused` where that was another request.
 */
export async function findKept(env: Env, { key, id, code }: Identity): Promise<Receipt | null> {
  const answer = await journalOf(env).find(key, id).catch(refuse);
  return answer === null ? null : { ...toReceipt(id, answer), code: showCode(code) };
}

/**
 * Seals a submission and keeps it, once for each Idempotency-Key. When this returns, it is on the journal's disk.
 * @returns the receipt of the first request under this key.
 * @throws {ProblemError} `idempotency_key_reused` where the key came with another request before; `challenge_required`
 * where the proof is too easy by now; `unavailable` where the journal is full.
 */
export async function keep(
  env: Env,
  config: Config,
  { key, id, code }: Identity,
  { type, body, evidence, sender, proof }: Accepted,
): Promise<Receipt> {
  const { personal, pageOrigin } = normalize(body);
  const [sealed, contacts] = await Promise.all([
    seal({ type, chapter: body.chapter, ...personal }, recipients(config, body.chapter)),
    digestContacts(config, personal),
  ]);
  const record: SubmissionRecord = {
    id,
    type,
    sealed,
    contacts,
    pageOrigin,
    chapter: body.chapter,
    pledge: 'pledge' in body ? body.pledge : null,
    consents: evidence,
    partner: sender.partner,
    isTest: sender.isTest,
    standing: sender.standing,
    receivedAt: timestamp(),
  };
  const answer = await journalOf(env)
    .keep(toEntry(key, record, { toll: sender.toll, proof }))
    .catch(refuse);
  return { ...toReceipt(id, answer), code: showCode(code) };
}

/**
 * Who can open what this chapter's people send: the campaign, whoever keeps the recovery key, the chapter, and receivers
 * of it. The settings alone tell: whoever gets into the database or the API can't send what comes to another key.
 */
export function recipients({ SEALING_KEYS }: Config, chapter: string) {
  const holders = new Set(['campaign', 'recovery', `chapter-${chapter}`]);
  return SEALING_KEYS.filter((key) => holders.has(holderOf(key)) || key.chapter === chapter || key.chapter === '*');
}

/** The journal itself fails: its disk is full, say, or its machine was taken away. Who comes again is answered. */
export function refuse(error: unknown): never {
  logError({ event: 'journal_failed', ...describeError(error) });
  throw new ProblemError('unavailable', { headers: { 'Retry-After': '5' } });
}

export function toReceipt(id: string, answer: JournalAnswer): Kept {
  if ('receivedAt' in answer) return { id, receivedAt: answer.receivedAt };
  if (answer.refused === 'key_reused') throw new ProblemError('idempotency_key_reused');
  if (answer.refused === 'toll_not_paid') throw new ProblemError('challenge_required');
  throw new ProblemError('unavailable', { headers: { 'Retry-After': '60' } });
}
