import { and, eq, inArray, sql } from 'drizzle-orm';
import {
  consentEvents,
  contacts,
  heldErasures,
  holds,
  messages,
  submissions,
  supporters,
} from '../../schema/tables/intake.ts';
import type { Database, Statement } from '../db.ts';
import { withdrawalsOf, type Sent } from './events.ts';
import type { ErasureRecord, HoldRecord, Plan } from './record.ts';
import { revoke, type Revocation } from './revoke.ts';
import { uncount } from './tally.ts';

/** Whom an erasure is about, and which of their submissions; null for all of them. */
interface Target {
  person: number;
  submission: string | null;
}

/**
 * Erases a person found by address or number, or one submission of theirs, and suppresses what they had agreed to. Under
 * a legal hold it waits for the release, and is suppressed at once. Nobody known is erased by nothing.
 */
export async function planErasure(db: Database, record: ErasureRecord): Promise<Plan> {
  const { id, receivedAt: at, contact } = record;
  const mail = contact === null || (await isHeld(db, contact)) ? [] : [deleteMessages(db, [contact])];
  const target = await findTarget(db, record);
  if (target === null) return { statements: mail, events: [] };
  const sent = await listSubmissions(db, target);
  const suppressed = await revoke(db, await revocationsOf(db, record, sent));
  if (await isPersonHeld(db, target.person)) {
    return { statements: [...suppressed, db.query.insert(heldErasures).values({ id, at, ...target })], events: [] };
  }
  const erased = await erase(db, sent, { isCounted: false });
  return {
    statements: [...suppressed, ...mail, ...erased],
    events: withdrawalsOf(sent, { type: 'person.erased', at }),
  };
}

/** Begins a legal hold on whoever has this address or number; or ends it, and does what had to wait for that. */
export async function planHold(db: Database, { contact, isOn, receivedAt }: HoldRecord): Promise<Plan> {
  if (isOn) {
    const hold = db.query.insert(holds).values({ contact, since: receivedAt }).onConflictDoNothing();
    return { statements: [hold], events: [] };
  }
  const released = db.query.delete(holds).where(eq(holds.contact, contact));
  const waiting = await db.query
    .select({ person: heldErasures.person, submission: heldErasures.submission })
    .from(heldErasures)
    .innerJoin(contacts, eq(contacts.person, heldErasures.person))
    .where(eq(contacts.digest, contact));
  const person = waiting[0]?.person;
  if (person === undefined || (await isPersonHeld(db, person, contact))) return { statements: [released], events: [] };
  const lists = await Promise.all(waiting.map((target) => listSubmissions(db, target)));
  const sent = [...new Map(lists.flat().map((each) => [each.id, each])).values()];
  const done = db.query.delete(heldErasures).where(eq(heldErasures.person, person));
  return {
    statements: [released, done, ...(await erase(db, sent, { isCounted: false }))],
    events: withdrawalsOf(sent, { type: 'person.erased', at: receivedAt }),
  };
}

/**
 * What erases these submissions; where a person has no others left, the person as well. What they agreed to stays in
 * the chain.
 * @param isCounted whether they stay in the figures, which tell nothing of anyone.
 */
export async function erase(
  db: Database,
  gone: readonly { id: string }[],
  { isCounted }: { isCounted: boolean },
): Promise<Statement[]> {
  const ids = new Set(gone.map(({ id }) => id));
  const owners = db.query
    .selectDistinct({ person: submissions.person })
    .from(submissions)
    .where(inArray(submissions.id, [...ids]));
  const [all, acts] = await Promise.all([
    db.query
      .select({ id: submissions.id, person: submissions.person, type: submissions.type, pledge: submissions.pledge })
      .from(submissions)
      .where(inArray(submissions.person, owners)),
    db.query.select().from(supporters).where(inArray(supporters.person, owners)),
  ]);
  const left = all.filter(({ id }) => !ids.has(id));
  const stays = new Set(
    left.map(({ person, type, pledge }) => `${person} ${type === 'signup' ? type : `pledge:${pledge}`}`),
  );
  const ended = acts.filter(({ person, act }) => !stays.has(`${person} ${act}`));
  const known = new Set(left.map(({ person }) => person));
  const persons = [...new Set(all.map(({ person }) => person!))].filter((person) => !known.has(person));
  const digests = await db.query
    .select({ digest: contacts.digest })
    .from(contacts)
    .where(inArray(contacts.person, persons));
  return [
    ...(isCounted ? [] : uncount(db, acts, ended)),
    ...ended.map(({ person, act }) =>
      db.query.delete(supporters).where(and(eq(supporters.person, person), eq(supporters.act, act))),
    ),
    deleteMessages(
      db,
      digests.map(({ digest }) => digest),
    ),
    db.query.delete(contacts).where(inArray(contacts.person, persons)),
    db.query.delete(heldErasures).where(inArray(heldErasures.person, persons)),
    db.query.delete(submissions).where(inArray(submissions.id, [...ids])),
  ];
}

/** Persons who are on hold by any address or number of theirs. */
export function heldPersons(db: Database) {
  return db.query
    .select({ person: contacts.person })
    .from(contacts)
    .innerJoin(holds, eq(holds.contact, contacts.digest));
}

function deleteMessages(db: Database, digests: readonly string[]): Statement {
  return db.query.delete(messages).where(inArray(messages.contact, [...digests]));
}

async function findTarget(db: Database, { contact, submission }: ErasureRecord): Promise<Target | null> {
  const rows =
    contact === null
      ? await db.query.select({ person: submissions.person }).from(submissions).where(eq(submissions.id, submission!))
      : await db.query.select({ person: contacts.person }).from(contacts).where(eq(contacts.digest, contact));
  const person = rows[0]?.person ?? null;
  return person === null ? null : { person, submission };
}

function listSubmissions(db: Database, { person, submission }: Target): Promise<Sent[]> {
  return db.query
    .select({ id: submissions.id, chapter: submissions.chapter })
    .from(submissions)
    .where(and(eq(submissions.person, person), submission === null ? undefined : eq(submissions.id, submission)));
}

/** What they had agreed to with these submissions, to be taken back. */
async function revocationsOf(db: Database, { id, receivedAt }: ErasureRecord, sent: readonly Sent[]) {
  const given = await db.query
    .selectDistinct({ contact: consentEvents.contact, channel: consentEvents.channel })
    .from(consentEvents)
    .where(
      and(
        eq(consentEvents.event, 'given'),
        sql`${consentEvents.contact} is not null`,
        inArray(
          consentEvents.submission,
          sent.map((each) => each.id),
        ),
      ),
    );
  return given.map(({ contact, channel }, index): Revocation => {
    return { id: `${id}.${index}`, contact: contact!, channel, organization: '*', method: 'erasure', receivedAt };
  });
}

async function isHeld(db: Database, contact: string): Promise<boolean> {
  return (await db.query.select().from(holds).where(eq(holds.contact, contact))).length > 0;
}

/** Whether any address or number of this person is on hold, other than one that is just released. */
async function isPersonHeld(db: Database, person: number, released = ''): Promise<boolean> {
  const rows = await db.query
    .select({ contact: holds.contact })
    .from(holds)
    .innerJoin(contacts, eq(contacts.digest, holds.contact))
    .where(eq(contacts.person, person));
  return rows.some(({ contact }) => contact !== released);
}
