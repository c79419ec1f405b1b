import { and, asc, desc, eq, gt, inArray, isNull, min, sql, type SQL } from 'drizzle-orm';
import { entries } from '../../schema/tables/content.ts';
import { schedule } from '../../schema/tables/schedule.ts';
import type { ScheduledAct, ScheduleOverview } from '../../schema/wire/schedule.ts';
import { isReadableBy, type Authority } from '../access.ts';
import { timestamp } from '../clock.ts';
import type { Database, Statement } from '../db.ts';

const maxListed = 100;

const columns = {
  id: schedule.id,
  chapter: entries.chapter,
  kind: entries.kind,
  slug: entries.slug,
  action: schedule.action,
  at: schedule.at,
  local: schedule.local,
  timeZone: schedule.timeZone,
  revision: schedule.revision,
  newestRevision: entries.revision,
  createdBy: schedule.createdBy,
  createdAt: schedule.createdAt,
  endedAt: schedule.endedAt,
  reason: schedule.reason,
};

/** What is next, and what became of what was planned: of entries that this token may know of. */
export async function readSchedule(db: Database, authority: Authority, chapter?: string): Promise<ScheduleOverview> {
  const isListed = and(
    isReadableBy(authority, entries),
    chapter === undefined ? undefined : eq(entries.chapter, chapter),
  );
  const list = (state: 'planned' | 'missed' | 'done', order: SQL) =>
    selectActs(db, and(isListed, eq(schedule.state, state)), order);
  const [next, missed, done] = await Promise.all([
    list('planned', asc(schedule.at)),
    list('missed', desc(schedule.endedAt)),
    list('done', desc(schedule.endedAt)),
  ]);
  return { next, missed, done };
}

/** These acts, whatever became of them. */
export function findActs(db: Database, authority: Authority, ids: readonly string[]): Promise<ScheduledAct[]> {
  return selectActs(db, and(isReadableBy(authority, entries), inArray(schedule.id, [...ids])), asc(schedule.at), null);
}

async function selectActs(
  db: Database,
  condition: SQL | undefined,
  order: SQL,
  limit: number | null = maxListed,
): Promise<ScheduledAct[]> {
  const rows = await db.query
    .select(columns)
    .from(schedule)
    .innerJoin(entries, eq(entries.id, schedule.entry))
    .where(condition)
    .orderBy(order, asc(entries.kind), asc(entries.slug))
    .limit(limit ?? -1);
  return rows.map((row) => ({
    ...row,
    lateSeconds: secondsLate(row),
    // Only reasons of the contract are written.
    reason: row.reason as ScheduledAct['reason'],
  }));
}

/** Whole seconds between the time and the deed, or now. */
export function secondsLate({ at, endedAt }: { at: string; endedAt: string | null }): number {
  return Math.max(0, Math.floor((Date.parse(endedAt ?? timestamp()) - Date.parse(at)) / 1000));
}

/** When something is due next, milliseconds since 1970; null where nothing is planned. */
export async function findNextTime(db: Database): Promise<number | null> {
  const [row] = await db.query
    .select({ at: min(schedule.at) })
    .from(schedule)
    .where(eq(schedule.state, 'planned'));
  return typeof row?.at === 'string' ? Date.parse(row.at) : null;
}

/** Entries that are to be published at a time that has not come: until when, by their ids. */
export async function listEmbargoes(db: Database): Promise<Map<string, { until: string; revision: number }>> {
  const rows = await db.query
    .select({ entry: schedule.entry, until: schedule.at, revision: schedule.revision })
    .from(schedule)
    .where(isEmbargo(timestamp()));
  return new Map(rows.map(({ entry, ...embargo }) => [entry, embargo]));
}

/**
 * The time, for a column that can't be null, so that the whole transaction fails where one of these entries has come
 * under embargo since it was read.
 */
export function unlessEmbargoed(now: string, ids: readonly string[]): SQL<string> {
  const isOneOfThem = sql`${schedule.entry} in (select value from json_each(${JSON.stringify(ids)}))`;
  return sql`case when not exists (select 1 from ${schedule} where ${isEmbargo(now)} and ${isOneOfThem}) then ${now} end`;
}

function isEmbargo(now: string): SQL {
  return and(eq(schedule.action, 'publish'), eq(schedule.state, 'planned'), gt(schedule.at, now))!;
}

/**
 * Lets what is to be published be the newest version, unless that is a draft: after a change by someone who may
 * publish. A change by anyone else does not reach readers by another's leave.
 * @param entry without it, all entries.
 */
export function followChanges(db: Database, entry?: string): Statement {
  const isPublic = and(eq(entries.status, 'published'), isNull(entries.deletedAt));
  return db.query
    .update(schedule)
    .set({ revision: sql`(select ${entries.revision} from ${entries} where ${entries.id} = ${schedule.entry})` })
    .where(
      and(
        eq(schedule.action, 'publish'),
        eq(schedule.state, 'planned'),
        inArray(schedule.entry, db.query.select({ id: entries.id }).from(entries).where(isPublic)),
        entry === undefined ? undefined : eq(schedule.entry, entry),
      ),
    );
}
