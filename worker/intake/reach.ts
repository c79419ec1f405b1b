import { eq, or, sql } from 'drizzle-orm';
import { union } from 'drizzle-orm/sqlite-core';
import { contacts, holds, strays, submissions } from '../../schema/tables/intake.ts';
import type { Database } from '../db.ts';
import { isAnyOf } from '../sql.ts';
import type { Sent } from './events.ts';

/** A person, and which of their submissions; null for all of them. */
export interface Target {
  person: number;
  submission: string | null;
}

/** A target, with the submissions that there are of it. */
export interface Reached extends Target {
  sent: Sent[];
}

/**
 * What an address or number leads to: all of whoever is known by it, and each submission of others that names it. It
 * leads no further, or who names two people in one form could have the one erased with the other.
 */
export async function findReach(db: Database, contact: string): Promise<Reached[]> {
  const [own, others] = await Promise.all([
    db.query.select({ person: contacts.person }).from(contacts).where(eq(contacts.digest, contact)),
    db.query
      .select({ person: submissions.person, submission: submissions.id })
      .from(strays)
      .innerJoin(submissions, eq(submissions.id, strays.submission))
      .where(eq(strays.digest, contact)),
  ]);
  const targets = [...own.map(({ person }) => ({ person, submission: null })), ...others];
  return reach(
    db,
    targets.flatMap(({ person, submission }) => (person === null ? [] : [{ person, submission }])),
  );
}

/** One submission, and who sent it; none where it is not there. */
export async function findSubmission(db: Database, submission: string): Promise<Reached[]> {
  const rows = await db.query
    .select({ person: submissions.person })
    .from(submissions)
    .where(eq(submissions.id, submission));
  return reach(
    db,
    rows.flatMap(({ person }) => (person === null ? [] : [{ person, submission }])),
  );
}

/** What there is of these targets now: in one query, since anybody can send thousands that name one number. */
export async function reach(db: Database, targets: readonly Target[]): Promise<Reached[]> {
  const whole = targets.filter(({ submission }) => submission === null);
  const single = targets.flatMap(({ submission }) => submission ?? []);
  const rows = await db.query
    .select({ id: submissions.id, chapter: submissions.chapter, person: submissions.person })
    .from(submissions)
    .where(
      or(
        isAnyOf(
          submissions.person,
          whole.map(({ person }) => person),
        ),
        isAnyOf(submissions.id, single),
      ),
    );
  const byPerson = Map.groupBy(rows, ({ person }) => person);
  const byId = Map.groupBy(rows, ({ id }) => id);
  return targets.map(({ person, submission }) => {
    const sent = (submission === null ? byPerson.get(person) : byId.get(submission)) ?? [];
    return { person, submission, sent: sent.map(({ id, chapter }) => ({ id, chapter })) };
  });
}

/** Each submission of these once. */
export function sentOf(reached: readonly Reached[]): Sent[] {
  return [...new Map(reached.flatMap(({ sent }) => sent).map((each) => [each.id, each])).values()];
}

/** Whom a legal hold keeps, by which address or number: whoever is known by it, and who sent a submission that names it. */
export function heldBy(db: Database) {
  return union(
    db.query
      .select({ person: contacts.person, contact: holds.contact })
      .from(holds)
      .innerJoin(contacts, eq(contacts.digest, holds.contact)),
    db.query
      .select({ person: sql<number>`${submissions.person}`.as('person'), contact: holds.contact })
      .from(holds)
      .innerJoin(strays, eq(strays.digest, holds.contact))
      .innerJoin(submissions, eq(submissions.id, strays.submission)),
  ).as('held_by');
}
