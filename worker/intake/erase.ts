import { and, eq, inArray, isNotNull, ne, or, sql } from 'drizzle-orm';
import {
  consentEvents,
  contacts,
  heldErasures,
  holds,
  messages,
  strays,
  submissions,
  supporters,
} from '../../schema/tables/intake.ts';
import type { Database, Statement } from '../db.ts';
import { inParameters, insertAll, isAnyOf, rawStatement } from '../sql.ts';
import { withdrawalsOf, type IntakeEvent, type Sent } from './events.ts';
import { findReach, findSubmission, heldBy, reach, sentOf } from './reach.ts';
import type { ErasureRecord, HoldRecord, Plan } from './record.ts';
import { revoke, type Revocation } from './revoke.ts';
import { uncount } from './tally.ts';

/**
 * Erases whoever has this address or number, with what others sent that names it, or one submission; and suppresses what
 * was agreed to. Under a legal hold it waits for the release, and is suppressed at once. Of someone unknown, what was
 * agreed to is suppressed all the same.
 */
export async function planErasure(db: Database, record: ErasureRecord): Promise<Plan> {
  const { id, receivedAt: at, contact, submission } = record;
  const reached = await (contact === null ? findSubmission(db, submission!) : findReach(db, contact));
  const held = new Set((await listHolds(db, reached)).map(({ person }) => person));
  const [waiting, free] = [
    reached.filter((each) => held.has(each.person)),
    reached.filter((each) => !held.has(each.person)),
  ];
  const suppressed = await revoke(db, await revocationsOf(db, record, sentOf(reached)));
  const isMailKept = contact === null || waiting.length > 0 || (await isHeld(db, contact));
  const gone = sentOf(free);
  return {
    statements: [
      ...suppressed,
      ...insertAll(
        heldErasures,
        waiting.map(({ person, submission }, index) => ({ id: `${id}.${index}`, at, person, submission })),
      ),
      ...(isMailKept ? [] : [deleteMessages(db, [contact])]),
      ...(gone.length === 0 ? [] : await erase(db, gone, { isCounted: false })),
    ],
    events: withdrawalsOf(gone, { type: 'person.erased', at, act: id }),
  };
}

/** Begins a legal hold on whoever has this address or number; or ends it, and does what had to wait for that. */
export async function planHold(db: Database, { contact, isOn, receivedAt }: HoldRecord): Promise<Plan> {
  if (isOn) {
    const hold = db.query.insert(holds).values({ contact, since: receivedAt }).onConflictDoNothing();
    return { statements: [hold], events: [] };
  }
  const released = db.query.delete(holds).where(eq(holds.contact, contact));
  const all = await db.query.select().from(heldErasures);
  const stillHeld = new Set((await listHolds(db, all, contact)).map(({ person }) => person));
  const waiting = all.filter(({ person }) => !stillHeld.has(person));
  if (waiting.length === 0) return { statements: [released], events: [] };
  const events: IntakeEvent[] = [];
  const gone = new Map<string, Sent>();
  for (const [index, { sent }] of (await reach(db, waiting)).entries()) {
    const isNew = sent.filter(({ id }) => !gone.has(id));
    for (const each of isNew) gone.set(each.id, each);
    events.push(...withdrawalsOf(isNew, { type: 'person.erased', at: receivedAt, act: actOf(waiting[index]!.id) }));
  }
  const done = db.query.delete(heldErasures).where(
    isAnyOf(
      heldErasures.id,
      waiting.map(({ id }) => id),
    ),
  );
  return { statements: [released, done, ...(await erase(db, [...gone.values()], { isCounted: false }))], events };
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
    .where(isAnyOf(submissions.id, [...ids]));
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
    .where(isAnyOf(contacts.person, persons));
  return [
    ...(isCounted ? [] : uncount(db, acts, ended)),
    ...forget(ended),
    deleteMessages(
      db,
      digests.map(({ digest }) => digest),
    ),
    db.query.delete(contacts).where(isAnyOf(contacts.person, persons)),
    db.query.delete(strays).where(isAnyOf(strays.submission, [...ids])),
    db.query.delete(heldErasures).where(isAnyOf(heldErasures.person, persons)),
    db.query.delete(submissions).where(isAnyOf(submissions.id, [...ids])),
  ];
}

function forget(ended: readonly Pick<typeof supporters.$inferSelect, 'person' | 'act'>[]): Statement[] {
  return inParameters(ended.map(({ person, act }) => [person, act])).map((pairs) =>
    rawStatement(
      sql`delete from ${supporters} where (person, act) in (select value ->> 0, value ->> 1 from json_each(${pairs}))`,
    ),
  );
}

function deleteMessages(db: Database, digests: readonly string[]): Statement {
  return db.query.delete(messages).where(isAnyOf(messages.contact, [...digests]));
}

/** What they had agreed to, with these submissions or under this address or number, and what stands of it. */
async function revocationsOf(
  db: Database,
  { id, contact, receivedAt }: ErasureRecord,
  sent: readonly Sent[],
): Promise<Revocation[]> {
  const own = await db.query
    .select()
    .from(consentEvents)
    .where(
      and(
        eq(consentEvents.event, 'given'),
        isNotNull(consentEvents.contact),
        or(
          contact === null ? undefined : eq(consentEvents.contact, contact),
          isAnyOf(
            consentEvents.submission,
            sent.map((each) => each.id),
          ),
        ),
      ),
    );
  const contacts = [...new Set(own.map((each) => each.contact!))];
  const revoked = await db.query
    .select()
    .from(consentEvents)
    .where(
      and(
        eq(consentEvents.event, 'revoked'),
        eq(consentEvents.organization, '*'),
        isAnyOf(consentEvents.contact, contacts),
      ),
    );
  const standing = own.filter(
    ({ number, contact, channel }) =>
      !revoked.some(
        (each) => each.number > number && each.contact === contact && ['*', channel].includes(each.channel),
      ),
  );
  const scopes = new Map(
    standing.map(({ contact, channel }) => [`${channel} ${contact}`, { contact: contact!, channel }]),
  );
  return [...scopes.values()].map((scope, index) => {
    return { id: `${id}.${index}`, ...scope, organization: '*', method: 'erasure', receivedAt };
  });
}

async function isHeld(db: Database, contact: string): Promise<boolean> {
  return (await db.query.select().from(holds).where(eq(holds.contact, contact))).length > 0;
}

/** The holds on any of these persons, less one that is just released. */
function listHolds(db: Database, persons: readonly { person: number }[], released = '') {
  const held = heldBy(db);
  const isTheirs = isAnyOf(
    held.person,
    persons.map(({ person }) => person),
  );
  return db.query
    .select({ person: held.person })
    .from(held)
    .where(and(isTheirs, ne(held.contact, released)));
}

/** The act to which a row belongs that is one of several of it. */
function actOf(id: string): string {
  return id.replace(/\..*$/, '');
}
