import { and, eq, inArray, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { digestOf } from '../../schema/kinds/digest.ts';
import { chapters, entries } from '../../schema/tables/content.ts';
import { schedule } from '../../schema/tables/schedule.ts';
import type { ScheduledAct, ScheduleRequest } from '../../schema/wire/schedule.ts';
import type { Authority } from '../access.ts';
import { ifChanged, recordActs, type Actor } from '../audit.ts';
import { timestamp } from '../clock.ts';
import type { Database } from '../db.ts';
import { ProblemError } from '../problem.ts';
import { inChunks } from '../sql.ts';
import type { Authored } from './authored.ts';
import { isPublic, isUnpublished } from './entries.ts';
import { instantsOf, localOf } from './local-time.ts';
import { findOf } from './publish-routes.ts';
import { writeOnce } from './write.ts';

type Wanted = z.output<typeof ScheduleRequest>;

/** The entries that a request is about: those it names, or all that a publish would show. */
export function chooseFor({ action, entries: named }: Wanted, all: readonly Authored[]): Authored[] {
  if (named !== undefined) return [...new Set(named.map((each) => findOf(all, each)))];
  if (action === 'withdraw') throw refusal('/entries', 'Say which entries are to be withdrawn');
  const waiting = all.filter((entry) => isPublic(entry) && isUnpublished(entry));
  if (waiting.length === 0) throw refusal('/entries', 'Nothing in the chapter waits to be published');
  return waiting;
}

/**
 * Plans an act for each of these entries.
 * @returns their ids.
 * @throws {ProblemError} `invalid_request`, `already_exists` where the same is planned, `publish_conflict` where an
 * entry has moved since it was read.
 */
export async function planActs(
  db: Database,
  by: Authority,
  { chapter, action, at: given }: Wanted,
  chosen: readonly Authored[],
): Promise<string[]> {
  const timeZone = await findTimeZone(db, chapter);
  const instant = instantOf(given, timeZone);
  const at = new Date(instant).toISOString();
  const now = timestamp();
  if (at <= now) throw refusal('/at', 'Must be in the future');
  if (by.expiresAt !== null && by.expiresAt <= at) throw refusal('/at', 'The token that schedules it expires before');
  await refuseImpossible(db, action, at, chosen);
  const rows = chosen.map(({ id: entry, revision }) => ({
    id: crypto.randomUUID(),
    entry,
    action,
    at,
    local: localOf(instant, timeZone),
    timeZone,
    revision,
    token: by.token,
    createdBy: by.name,
    createdAt: now,
  }));
  const acts = await Promise.all(
    rows.map(async (row, index) => ({
      action: 'schedule' as const,
      chapter,
      kind: chosen[index]!.kind,
      target: `schedule/${row.id}`,
      before: null,
      after: await digestOf(row),
    })),
  );
  await writeOnce(db, [
    ...inChunks(rows, 500).map((piece) =>
      db.query.insert(schedule).values(piece.map((row) => ({ ...row, state: plannedIfStill(row) }))),
    ),
    ...recordActs(db, by, now, acts),
  ]);
  return rows.map(({ id }) => id);
}

/** Cancels what is planned. */
export async function cancelAct(db: Database, by: Actor, act: ScheduledAct): Promise<void> {
  const { id, chapter, kind } = act;
  const now = timestamp();
  const record = { action: 'cancel', chapter, kind, target: `schedule/${id}`, before: null, after: null } as const;
  await writeOnce(
    db,
    [
      db.query
        .update(schedule)
        .set({ state: 'cancelled', endedAt: now })
        .where(and(eq(schedule.id, id), eq(schedule.state, 'planned'))),
      ...recordActs(db, by, ifChanged(1, now), [record]),
    ],
    'not_found',
  );
}

async function findTimeZone(db: Database, chapter: string): Promise<string> {
  const [row] = await db.query.select({ timeZone: chapters.timeZone }).from(chapters).where(eq(chapters.slug, chapter));
  return row!.timeZone;
}

/** Of a local time that does not tell the instant nothing is guessed. */
function instantOf(at: string, timeZone: string): number {
  if (/(?:Z|[+-]\d\d:\d\d)$/.test(at)) return Date.parse(at);
  const [instant, second] = instantsOf(at, timeZone);
  if (instant === undefined) throw refusal('/at', 'The clocks skip this time: choose another');
  if (second !== undefined) throw refusal('/at', 'The clocks show this time twice: give it with its offset');
  return instant;
}

async function refuseImpossible(
  db: Database,
  action: Wanted['action'],
  at: string,
  chosen: readonly Authored[],
): Promise<void> {
  const planned = await listPlanned(db, chosen);
  if (planned.some((act) => act.action === action)) {
    throw new ProblemError('already_exists', { detail: 'The same is scheduled already: cancel that first' });
  }
  const others = new Map(planned.map((act) => [act.entry, act.at]));
  const errors = chosen.flatMap((entry, index) => {
    const detail = whyImpossible(action, at, entry, others.get(entry.id));
    return detail === null ? [] : [{ pointer: `/entries/${index}`, detail }];
  });
  if (errors.length > 0) throw new ProblemError('invalid_request', { errors });
}

/** @param other when the opposite is planned. */
function whyImpossible(
  action: Wanted['action'],
  at: string,
  entry: Authored,
  other: string | undefined,
): string | null {
  if (action === 'publish') {
    if (!isPublic(entry)) return 'It is a draft: no publish shows it';
    if (!isUnpublished(entry)) return 'Readers see this version already';
    return other !== undefined && other <= at ? 'It is withdrawn before that' : null;
  }
  if (other !== undefined) return other >= at ? 'It is published after that' : null;
  return entry.publishedRevision === null ? 'Readers do not see it' : null;
}

async function listPlanned(db: Database, chosen: readonly Authored[]) {
  const pieces = inChunks(chosen, 500).map((piece) =>
    db.query
      .select({ entry: schedule.entry, action: schedule.action, at: schedule.at })
      .from(schedule)
      .where(
        and(
          eq(schedule.state, 'planned'),
          inArray(
            schedule.entry,
            piece.map(({ id }) => id),
          ),
        ),
      ),
  );
  return (await Promise.all(pieces)).flat();
}

/** The state of a new row; null, which the column refuses, where the entry is another by now or was published. */
function plannedIfStill({ entry, revision, action }: { entry: string; revision: number; action: string }) {
  const isStill = and(eq(entries.id, entry), eq(entries.revision, revision));
  const canBe = sql`(${action} = 'withdraw' or ${entries.publishedRevision} is not ${revision})`;
  return sql<'planned'>`(select 'planned' from ${entries} where ${isStill} and ${canBe})`;
}

function refusal(pointer: string, detail: string): ProblemError {
  return new ProblemError('invalid_request', { errors: [{ pointer, detail }] });
}
