import { and, eq, isNull } from 'drizzle-orm';
import { invitations, organizers, passkeys, sessions } from '../../schema/tables/desk.ts';
import { ifChanged, recordActs, type Actor } from '../audit.ts';
import { timestamp } from '../clock.ts';
import type { Database, Statement } from '../db.ts';
import { newSession } from './begin-session.ts';
import { digestOfDevice, digestOfRights } from './digests.ts';
import { isOpen, type GoodInvitation } from './invitations.ts';
import { makeId } from './secret.ts';
import { spend, type Ticket } from './ticket.ts';

interface Registration {
  ticket: Ticket;
  invitation: GoodInvitation;
  made: { credential: string; publicKey: string; counter: number };
  label: string;
}

/**
 * What uses an invitation up: the organizer with their first passkey, or with a new one in place of all earlier ones,
 * and a session. It fails where the ticket or the invitation was used meanwhile.
 */
export async function register(db: Database, { ticket, invitation, made, label }: Registration) {
  const now = timestamp();
  const { name, grants, createdBy, until: expiresAt } = invitation;
  const organizer = { id: ticket.organizer, name, grants, createdBy, createdAt: now, expiresAt };
  const actor = { token: organizer.id, name };
  const id = makeId();
  const passkey = { id, organizer: organizer.id, ...made, label, createdAt: now, lastUsedAt: now };
  const begun = await newSession(db, { organizer, passkey: id, label });
  const use = db.query
    .update(invitations)
    .set({ usedAt: now })
    .where(and(eq(invitations.id, invitation.id), isOpen()));
  const act = {
    action: invitation.organizer === null ? ('create' as const) : ('replace' as const),
    target: `organizers/${organizer.id}`,
    before: null,
    after: await digestOfRights(name, grants, expiresAt),
  };
  const statements = [
    ...spend(db, ticket),
    use,
    ...recordActs(db, actor, ifChanged(1, now), [act]),
    ...(invitation.organizer === null ? [db.query.insert(organizers).values(organizer)] : comeInAgain(db, organizer)),
    ...(await recordPasskey(db, actor, passkey, now)),
    ...begun.statements,
  ];
  return { ...begun, statements };
}

type NewOrganizer = typeof organizers.$inferInsert;

function comeInAgain(db: Database, { id, name, grants, expiresAt }: NewOrganizer): Statement[] {
  return [
    db.query.delete(sessions).where(eq(sessions.organizer, id)),
    db.query.delete(passkeys).where(eq(passkeys.organizer, id)),
    db.query
      .update(organizers)
      .set({ name, grants, expiresAt })
      .where(and(eq(organizers.id, id), isNull(organizers.revokedAt))),
  ];
}

/** To run right after the organizer was written: without them there is no passkey. */
async function recordPasskey(db: Database, actor: Actor, passkey: typeof passkeys.$inferInsert, now: string) {
  const after = await digestOfDevice(passkey.organizer, passkey.label);
  const act = { action: 'create' as const, target: `passkeys/${passkey.id}`, before: null, after };
  return [...recordActs(db, actor, ifChanged(1, now), [act]), db.query.insert(passkeys).values(passkey)];
}
