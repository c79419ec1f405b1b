import { and, asc, eq, inArray, lte } from 'drizzle-orm';
import type { PublishSettings } from '../../schema/kinds/kind.ts';
import { chapters, entries } from '../../schema/tables/content.ts';
import { schedule } from '../../schema/tables/schedule.ts';
import { MissReason } from '../../schema/wire/schedule.ts';
import { findAuthority, may, type Authority } from '../access.ts';
import { ifChanged, recordActs, type Actor } from '../audit.ts';
import { timestamp } from '../clock.ts';
import { DatabaseError, type Database, type Statement } from '../db.ts';
import { logError, rootOf } from '../log.ts';
import { ProblemError } from '../problem.ts';
import { changesTo, headColumns, isPublic, listSeen, type Head } from './entries.ts';
import { publish } from './publish.ts';
import { findNextTime, secondsLate } from './schedule.ts';
import { writeOnce } from './write.ts';

/** An act whose time has come, with the entry as it is now. */
interface Due extends Head {
  act: string;
  action: 'publish' | 'withdraw';
  at: string;
  planned: number;
  token: string;
  createdBy: string;
  chapterDeletedAt: string | null;
}

interface How {
  settings: PublishSettings;
  /** Told what the edge should forget. */
  forget: (tags: readonly string[]) => void;
}

const maxAtOnce = 500;
const maxAttempts = 5;
const waitMs = 200;
const lateFromSeconds = 5;

/**
 * Does what is due, all of one token at once: what can't be done is marked as missed, with the reason.
 * @returns when something is due next, milliseconds since 1970; null where nothing is planned.
 * @throws {DatabaseError} where the database is away: what is due stays so.
 */
export async function runDue(db: Database, how: How): Promise<number | null> {
  const byToken = Map.groupBy(await listDue(db), ({ token }) => token);
  for (const acts of byToken.values()) {
    await runTogether(
      db,
      how,
      acts.map(({ act }) => act),
    );
  }
  return findNextTime(db);
}

async function runTogether(db: Database, how: How, ids: readonly string[]): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run(db, how, ids);
    } catch (error) {
      const reason = reasonOf(error);
      if (reason === 'publish_conflict' && attempt < maxAttempts) {
        await new Promise((resolve) => setTimeout(resolve, waitMs * attempt));
        continue;
      }
      // What stops one must not stop the others.
      if (ids.length > 1) for (const id of ids) await runTogether(db, how, [id]);
      else for (const act of await listDue(db, ids)) await miss(db, act, reason);
      return;
    }
  }
}

/** Reads anew what is due each time: it may have been cancelled, or changed. */
async function run(db: Database, how: How, ids: readonly string[]): Promise<void> {
  const due = await listDue(db, ids);
  if (due.length === 0) return;
  const by = actorOf(due[0]!);
  const authority = await findAuthority(db, by.token);
  const possible: Due[] = [];
  for (const act of due) {
    const reason = reasonAgainst(act, authority, due);
    if (reason === null) possible.push(act);
    else await miss(db, act, reason);
  }
  if (possible.length === 0) return;
  const withdrawn = possible.filter(({ action }) => action === 'withdraw');
  const published = possible.filter(({ action }) => action === 'publish');
  await makeDrafts(db, by, withdrawn);
  const choose = chooser(
    new Set(withdrawn.map(({ id }) => id)),
    new Map(published.map((act) => [act.id, act.planned])),
  );
  const { tags } = await publish(db, how.settings, by, { choose, also: endActs(db, by, possible, null) });
  how.forget(tags);
  const late = possible.some(({ at }) => secondsLate({ at, endedAt: null }) >= lateFromSeconds);
  if (late) logError({ event: 'scheduled_act_late' });
}

function listDue(db: Database, ids?: readonly string[]): Promise<Due[]> {
  return db.query
    .select({
      ...headColumns,
      act: schedule.id,
      action: schedule.action,
      at: schedule.at,
      planned: schedule.revision,
      token: schedule.token,
      createdBy: schedule.createdBy,
      chapterDeletedAt: chapters.deletedAt,
    })
    .from(schedule)
    .innerJoin(entries, eq(entries.id, schedule.entry))
    .innerJoin(chapters, eq(chapters.slug, entries.chapter))
    .where(
      and(
        eq(schedule.state, 'planned'),
        lte(schedule.at, timestamp()),
        ids === undefined ? undefined : inArray(schedule.id, [...ids]),
      ),
    )
    .orderBy(asc(schedule.at))
    .limit(maxAtOnce);
}

/** Why an act can't be done as things are now; null where it can. */
function reasonAgainst(act: Due, authority: Authority | null, due: readonly Due[]): MissReason | null {
  const { chapter, kind, action } = act;
  if (authority === null || !may(authority, 'publish', { chapter, locale: '*', kind })) return 'forbidden';
  if (act.chapterDeletedAt !== null || (act.deletedAt !== null && action === 'publish')) return 'not_found';
  if (action === 'withdraw') return null;
  if (due.some((other) => other.id === act.id && other.action === 'withdraw')) return 'withdrawn';
  return act.status === 'draft' ? 'draft' : null;
}

/** Withdrawing is a version like any other: the newest words, as a draft. */
async function makeDrafts(db: Database, by: Actor, acts: readonly Due[]): Promise<void> {
  const heads = new Map(acts.filter(isPublic).map((head) => [head.id, head]));
  const writes = (await listSeen(db, [...heads.values()])).map(
    ({ id, chapter, revision: _revision, updatedAt: _updatedAt, ...source }) => ({
      chapter,
      kind: source.kind,
      slug: source.slug,
      known: heads.get(id)!,
      source: { ...source, status: 'draft' as const },
    }),
  );
  const { statements } = await changesTo(db, writes, by, timestamp());
  if (statements.length > 0) await writeOnce(db, statements);
}

/** Picks what was planned, in the planned versions: one that came later waits for a publish of its own. */
function chooser(withdrawn: ReadonlySet<string>, published: ReadonlyMap<string, number>) {
  return (unpublished: readonly Head[]) =>
    unpublished.flatMap((head) => {
      const revision = published.get(head.id);
      if (!withdrawn.has(head.id) && revision === undefined) return [];
      if (isPublic(head) === withdrawn.has(head.id)) throw new ProblemError('publish_conflict');
      if (revision === undefined) return [head];
      return (head.publishedRevision ?? 0) < revision ? [{ ...head, revision }] : [];
    });
}

async function miss(db: Database, act: Due, reason: MissReason): Promise<void> {
  await writeOnce(db, endActs(db, actorOf(act), [act], reason));
  logError({ event: 'scheduled_act_missed', errorCode: reason });
}

/** Notes what became of these acts: fails, with its whole transaction, where one of them is planned no more. */
function endActs(db: Database, by: Actor, acts: readonly Due[], reason: MissReason | null): Statement[] {
  const now = timestamp();
  const ids = acts.map(({ act }) => act);
  return [
    db.query
      .update(schedule)
      .set({ state: reason === null ? 'done' : 'missed', reason, endedAt: now })
      .where(and(inArray(schedule.id, ids), eq(schedule.state, 'planned'))),
    ...recordActs(
      db,
      by,
      ifChanged(acts.length, now),
      acts.map(({ act, action, chapter, kind }) => ({
        action: reason === null ? action : 'miss',
        chapter,
        kind,
        target: `schedule/${act}`,
        before: null,
        after: null,
      })),
    ),
  ];
}

function actorOf({ token, createdBy }: Due): Actor {
  return { token, name: createdBy };
}

/** What a failure is called; one that may pass goes on to be tried again later. */
function reasonOf(error: unknown): MissReason {
  const root = rootOf(error);
  if (root instanceof DatabaseError && root.isPassing) throw root;
  return MissReason.safeParse(root instanceof ProblemError ? root.code : null).data ?? 'internal_error';
}
