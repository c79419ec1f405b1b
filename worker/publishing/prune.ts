import { inArray, sql } from 'drizzle-orm';
import { documents, livePointers, publishes, releases } from '../../schema/tables/releases.ts';
import { timestamp } from '../clock.ts';
import { DatabaseError, type Database } from '../db.ts';
import { rawStatement } from '../sql.ts';
import { rowOf } from '../words.ts';

/** For so long after a release was live it can be rolled back to, and a token of `/v1/changes` is good. */
const keptDays = 90;
/** And of each chapter the last so many, however old. */
const keptReleases = 50;
const maxReleases = 200;
const maxDocuments = 1000;
const maxRounds = 10;

/**
 * Removes releases that are neither live nor recent, and the documents and search rows that nothing else needs. What it
 * leaves for want of time, the next call takes. Where someone publishes meanwhile it gives way.
 * @returns how many releases and documents are gone.
 */
export async function prune(db: Database): Promise<{ releases: number; documents: number }> {
  const removed = { releases: 0, documents: 0 };
  if ((await listExpired(db)).length === 0) return removed;
  for (let round = 0; round < maxRounds; round++) {
    const state = await readState(db);
    const expired = await listExpired(db);
    const unused = await listUnused(db, expired);
    if (expired.length === 0 && unused.length === 0) break;
    if (!(await remove(db, state, expired, unused))) break;
    removed.releases += expired.length;
    removed.documents += unused.length;
  }
  return removed;
}

async function listExpired(db: Database): Promise<string[]> {
  const before = new Date(Date.now() - keptDays * 24 * 60 * 60 * 1000).toISOString();
  const rows = await db.query.all<{ id: string }>(sql`
    select id from (
      select id, coalesce(retired_at, created_at) as used_at,
        row_number() over (partition by chapter order by created_at desc) as place
      from ${releases}
    )
    where place > ${keptReleases} and used_at < ${before} and id not in (select release from ${livePointers})
    order by used_at limit ${maxReleases}`);
  return rows.map(({ id }) => id);
}

/** Documents that no release but these needs: it needs its manifests, their bundles, and the items that those list. */
async function listUnused(db: Database, expired: readonly string[]): Promise<string[]> {
  const rows = await db.query.all<{ digest: string }>(sql`
    with manifest as (
      select manifest as digest, base from ${releases} where id not in (select value from json_each(${JSON.stringify(expired)}))
    ),
    layer as (select digest from manifest union select base from manifest where base is not null),
    bundle as (
      select distinct locale.value as digest
      from layer join ${documents} using (digest), json_each(body, '$.bundles') kind, json_each(kind.value) locale
    ),
    needed as (
      select digest from layer
      union select digest from bundle
      union select item.value ->> 1 from bundle join ${documents} using (digest), json_each(body) item
        where item.value ->> 1 is not null
    )
    select digest from ${documents} where digest not in needed limit ${maxDocuments}`);
  return rows.map(({ digest }) => digest);
}

interface State {
  /** Number of the last publish. */
  revision: number;
  /** Row of the newest release. */
  newest: number;
}

const newestRelease = sql`(select max(rowid) from ${releases})`;

async function readState(db: Database): Promise<State> {
  const [state] = await db.query.all<State>(
    sql`select max(${publishes.revision}) as revision, ${newestRelease} as newest from ${publishes}`,
  );
  return state!;
}

/**
 * Takes the next number, as a publish does, so that none builds on what goes; and removes nothing where a release came
 * since, be it a preview, which takes no number: it may need what nothing needed before.
 */
async function remove(
  db: Database,
  { revision, newest }: State,
  expired: string[],
  unused: string[],
): Promise<boolean> {
  const publishedAt = sql`case when ${newestRelease} = ${newest} then ${timestamp()} end`;
  const guard = db.query.insert(publishes).values({ revision: revision + 1, publishedAt });
  const rows = JSON.stringify(unused.map(rowOf));
  try {
    await db.write([
      guard,
      db.query.delete(releases).where(inArray(releases.id, expired)),
      db.query.delete(documents).where(inArray(documents.digest, unused)),
      rawStatement(sql`delete from search where rowid in (select value from json_each(${rows}))`),
    ]);
    return true;
  } catch (error) {
    if (error instanceof DatabaseError && error.isConstraint) return false;
    throw error;
  }
}
