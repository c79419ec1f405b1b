import { and, eq, sql } from 'drizzle-orm';
import { union } from 'drizzle-orm/sqlite-core';
import { contacts, holds, strays, submissions } from '../../schema/tables/intake.ts';
import type { Database } from '../db.ts';
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

/** What there is of these targets now. */
export function reach(db: Database, targets: readonly Target[]): Promise<Reached[]> {
  return Promise.all(
    targets.map(async ({ person, submission }) => {
      const isOne = submission === null ? undefined : eq(submissions.id, submission);
      const sent = await db.query
        .select({ id: submissions.id, chapter: submissions.chapter })
        .from(submissions)
        .where(and(eq(submissions.person, person), isOne));
      return { person, submission, sent };
    }),
  );
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
