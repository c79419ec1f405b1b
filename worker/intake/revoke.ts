import { consentEvents, suppressions } from '../../schema/tables/intake.ts';
import { linkConsents } from '../consent-chain.ts';
import type { Database, Statement } from '../db.ts';
import { insertAll } from '../sql.ts';
import { dueOf } from './due.ts';
import { withdrawalsOf } from './events.ts';
import { findReach } from './reach.ts';
import type { Plan, RevocationRecord } from './record.ts';
import { findChainEnd } from './turn.ts';

/** What of a record says what is taken back. */
export type Revocation = Pick<
  RevocationRecord,
  'id' | 'contact' | 'channel' | 'organization' | 'method' | 'receivedAt'
>;

/** Adds revocations to the chain, and what must be honored by when. Someone unknown is suppressed all the same. */
export async function revoke(db: Database, revocations: readonly Revocation[]): Promise<Statement[]> {
  const links = await linkConsents(
    await findChainEnd(db),
    revocations.map(({ id, contact, channel, organization, method, receivedAt }) => ({
      event: 'revoked',
      submission: id,
      contact,
      channel,
      disclosure: '',
      version: 0,
      digest: '',
      locale: '',
      pageOrigin: null,
      at: receivedAt,
      organization,
      control: null,
      controlDefault: null,
      form: null,
      clientAt: null,
      partner: null,
      method,
    })),
  );
  const duties = revocations.map(({ id, contact, channel, organization, receivedAt }) => ({
    id,
    contact,
    channel,
    organization,
    at: receivedAt,
    due: dueOf(receivedAt),
  }));
  return [...insertAll(consentEvents, links), ...insertAll(suppressions, duties)];
}

/** Takes one consent back, or all, and tells those who got anything from this person. */
export async function planRevocation(db: Database, record: RevocationRecord): Promise<Plan> {
  const { id: act, contact, channel, organization: scope, receivedAt: at } = record;
  const sent = (await findReach(db, contact)).flatMap((each) => each.sent);
  const events = withdrawalsOf(sent, { type: 'consent.revoked', at, act, detail: { channel, scope, due: dueOf(at) } });
  return { statements: await revoke(db, [record]), events };
}
