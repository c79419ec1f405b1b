import { lt } from 'drizzle-orm';
import { z } from 'zod';
import { spentTickets } from '../../schema/tables/desk.ts';
import { toBase64url } from '../base64url.ts';
import { timestamp } from '../clock.ts';
import type { Database, Statement } from '../db.ts';
import type { Config } from '../env.ts';
import { ProblemError } from '../problem.ts';
import { readToken, signToken } from '../signed-token.ts';

/** How long a ceremony may take: a phone that is unlocked, a code that is scanned with another. */
export const ticketMs = 5 * 60 * 1000;

const Claims = z.strictObject({
  act: z.enum(['register', 'sign_in']),
  /** The host to which the passkey is bound. */
  host: z.string(),
  /** What the authenticator signs. Random: it names the ticket. */
  challenge: z.string(),
  /** Who is to have the passkey, and the id of the invitation; empty where someone signs in. */
  organizer: z.string(),
  invitation: z.string(),
  expires: z.iso.datetime(),
});

/** What was agreed on when a ceremony began. It comes back with its end, so that nothing has to be kept meanwhile. */
export type Ticket = z.infer<typeof Claims>;

/** Begins a ceremony. */
export async function makeTicket(
  { INTAKE_SECRET }: Config,
  about: Omit<Ticket, 'challenge' | 'expires'>,
): Promise<{ ticket: string; challenge: Uint8Array<ArrayBuffer> }> {
  const challenge = crypto.getRandomValues(new Uint8Array(32));
  const expires = new Date(Date.now() + ticketMs).toISOString();
  const claims: Ticket = { ...about, challenge: toBase64url(challenge), expires };
  return { ticket: await signToken(INTAKE_SECRET, 'desk-ticket', claims), challenge };
}

/**
 * What a ticket says.
 * @throws {ProblemError} `passkey_refused` where it is forged, spoiled, expired, or of something else.
 */
export async function readTicket(
  { INTAKE_SECRET }: Config,
  ticket: string,
  { act, host }: Pick<Ticket, 'act' | 'host'>,
): Promise<Ticket> {
  const read = await readToken(INTAKE_SECRET, 'desk-ticket', ticket).catch(() => null);
  const claims = Claims.safeParse(read).data;
  const isGood = claims?.act === act && claims.host === host && claims.expires > timestamp();
  if (!isGood) throw new ProblemError('passkey_refused');
  return claims;
}

/** Uses a ticket up: what is done in the same transaction is done once. */
export function spend(db: Database, { challenge, expires }: Ticket): Statement[] {
  return [
    db.query.insert(spentTickets).values({ id: challenge, expiresAt: expires }),
    db.query.delete(spentTickets).where(lt(spentTickets.expiresAt, timestamp())),
  ];
}
