import type { PledgeSignature, Signup } from '../../schema/wire/signup.ts';
import { timestamp } from '../clock.ts';
import type { Config, Env } from '../env.ts';
import { mac } from '../mac.ts';
import { ProblemError } from '../problem.ts';
import { digestContacts } from './contact.ts';
import type { Journal } from './journal.ts';
import { normalize } from './normalize.ts';
import type { JournalAnswer, SubmissionRecord } from './record.ts';
import type { Sender } from './sender.ts';
import { seal } from './seal.ts';

/** What was sent, and how. */
export interface Submission {
  type: SubmissionRecord['type'];
  /** The request's body, as it came. */
  raw: string;
  idempotencyKey: string;
}

/** What names a submission: the row, and the very request, by keyed digests. */
interface Identity {
  id: string;
  requestMac: string;
}

/** What passed every check, from whom, and how hard its proof was; null for the form without JavaScript. */
interface Accepted {
  type: SubmissionRecord['type'];
  body: Signup | PledgeSignature;
  sender: Sender;
  proof: number | null;
}

interface Receipt {
  id: string;
  receivedAt: string;
}

/** One journal is enough for a campaign today; by its name it could be split. */
export function journalOf({ JOURNAL }: Env): DurableObjectStub<Journal> {
  const namespace = JOURNAL as DurableObjectNamespace<Journal>;
  return namespace.get(namespace.idFromName('campaign/0'));
}

/** The key names the record: a repeat, also one whose first answer was lost, meets what the first one left. */
export async function identify(
  { INTAKE_SECRET }: Config,
  { type, raw, idempotencyKey }: Submission,
): Promise<Identity> {
  const [id, requestMac] = await Promise.all([
    mac(INTAKE_SECRET, 'submission-id', idempotencyKey),
    mac(INTAKE_SECRET, 'request', `${type} ${raw}`),
  ]);
  return { id, requestMac };
}

/**
 * Finds what an earlier request under the same key has kept, within 24 hours.
 * @throws {ProblemError} `idempotency_key_reused` where that was another request.
 */
export async function findKept(env: Env, { id, requestMac }: Identity): Promise<Receipt | null> {
  const answer = await journalOf(env).find(id, requestMac);
  return answer === null ? null : toReceipt(id, answer);
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
  { id, requestMac }: Identity,
  { type, body, sender, proof }: Accepted,
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
    consents: body.consents.sms === undefined ? [] : [{ channel: 'sms', ...body.consents.sms }],
    partner: sender.partner,
    isTest: sender.isTest,
    standing: sender.isVerified ? 'verified' : 'unverified',
    receivedAt: timestamp(),
  };
  return toReceipt(id, await journalOf(env).keep({ record, requestMac, toll: sender.toll, proof }));
}

/** Who can open what this chapter's people send: the campaign, whoever keeps the recovery key, and the chapter. */
function recipients({ SEALING_KEYS }: Config, chapter: string) {
  const holders = new Set(['campaign', 'recovery', `chapter-${chapter}`]);
  // A key's name is its holder, a hyphen, and letters and digits of its own.
  return SEALING_KEYS.filter(({ kid }) => holders.has(kid.replace(/-[^-]*$/, '')));
}

function toReceipt(id: string, answer: JournalAnswer): Receipt {
  if ('receivedAt' in answer) return { id, receivedAt: answer.receivedAt };
  if (answer.refused === 'key_reused') throw new ProblemError('idempotency_key_reused');
  if (answer.refused === 'toll_not_paid') throw new ProblemError('challenge_required');
  throw new ProblemError('unavailable', { headers: { 'Retry-After': '60' } });
}
