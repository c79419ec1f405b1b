import { and, eq } from 'drizzle-orm';
import { organizers, passkeys } from '../../schema/tables/desk.ts';
import { ifChanged, recordActs } from '../audit.ts';
import { timestamp } from '../clock.ts';
import type { Database } from '../db.ts';
import { isGood } from '../session.ts';
import { newSession } from './begin-session.ts';
import { digestOfDevice } from './digests.ts';
import { spend, type Ticket } from './ticket.ts';

/** The passkey that its authenticator knows by this id, with whose it is, if they may still come in. */
export async function findPasskey(db: Database, credential: string) {
  const [row] = await db.query
    .select()
    .from(passkeys)
    .innerJoin(organizers, eq(organizers.id, passkeys.organizer))
    .where(and(eq(passkeys.credential, credential), isGood(organizers)));
  return row === undefined ? null : { passkey: row.passkeys, organizer: row.organizers };
}

interface SignIn extends NonNullable<Awaited<ReturnType<typeof findPasskey>>> {
  ticket: Ticket;
  /** How often the passkey signed by now. */
  counter: number;
  label: string;
}

/** What signs an organizer in. It fails where the ticket is spent, or the passkey signed meanwhile or is gone. */
export async function signIn(db: Database, { ticket, passkey, organizer, counter, label }: SignIn) {
  const now = timestamp();
  const { id, counter: before } = passkey;
  const begun = await newSession(db, { organizer, passkey: id, label });
  const isAsRead = and(eq(passkeys.id, id), eq(passkeys.counter, before));
  const target = `sessions/${begun.session.device}`;
  const act = { action: 'create' as const, target, before: null, after: await digestOfDevice(organizer.id, label) };
  const statements = [
    ...spend(db, ticket),
    db.query.update(passkeys).set({ counter, lastUsedAt: now }).where(isAsRead),
    ...recordActs(db, { token: organizer.id, name: organizer.name }, ifChanged(1, now), [act]),
    ...begun.statements,
  ];
  return { ...begun, statements };
}
