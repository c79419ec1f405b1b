import { and, desc, eq, lt } from 'drizzle-orm';
import type { Context } from 'hono';
import type { Kind } from '../../schema/kinds/kind.ts';
import { versions } from '../../schema/tables/content.ts';
import type { EntrySource } from '../../schema/wire/content-set.ts';
import { authorityOf, requireMay } from '../access.ts';
import type { Database } from '../db.ts';
import type { Bindings } from '../env.ts';
import { ProblemError } from '../problem.ts';
import { findAuthored, type Authored } from './authored.ts';
import { differencesBetween } from './diff.ts';
import { DiffParams, Restore, VersionParams, VersionsQuery } from './entry-contracts.ts';
import { etagOf, placeOf, sendEntry } from './entry-place.ts';
import { parse, parseBody, requireMatch } from './input.ts';
import { answerPage } from '../page.ts';
import { refuseOverOwn, saveEntry } from './save.ts';

const columns = {
  revision: versions.revision,
  changedBy: versions.changedBy,
  changedAt: versions.changedAt,
  removes: versions.removes,
};

/** `GET …/versions` */
export async function answerVersions(c: Context<Bindings>, kind: Kind): Promise<Response> {
  const { db, entry } = await findEver(c, kind);
  const { limit, cursor } = parse(VersionsQuery, c.req.query(), 'query');
  const rows = await db.query
    .select(columns)
    .from(versions)
    .where(and(eq(versions.entry, entry.id), cursor === undefined ? undefined : lt(versions.revision, cursor)))
    .orderBy(desc(versions.revision))
    .limit(limit + 1);
  return c.json(answerPage(c, rows, limit, ({ revision }) => revision));
}

/** `GET …/versions/{revision}` */
export async function answerVersion(c: Context<Bindings>, kind: Kind): Promise<Response> {
  const { db, entry } = await findEver(c, kind);
  const { revision } = parse(VersionParams, c.req.param(), 'param');
  return c.json({ data: await readVersion(db, entry, revision) });
}

/** `GET …/versions/{a}/diff/{b}` */
export async function answerDiff(c: Context<Bindings>, kind: Kind): Promise<Response> {
  const { db, entry } = await findEver(c, kind);
  const { a, b } = parse(DiffParams, c.req.param(), 'param');
  const [before, after] = await Promise.all([readVersion(db, entry, a), readVersion(db, entry, b)]);
  return c.json({ data: differencesBetween(before.source, after.source) });
}

/** `POST …/restore` */
export async function restoreEntry(c: Context<Bindings>, kind: Kind): Promise<Response> {
  const { db, place, entry } = await findEver(c, kind);
  const wasRemoved = entry.deletedAt !== null;
  const authority = authorityOf(c);
  requireMay(authority, wasRemoved ? 'create' : 'update', { chapter: place.chapter, locale: '*', kind: kind.name });
  if (c.req.header('If-Match') !== undefined) requireMatch(c, etagOf(entry));
  const { revision } = await parseBody(c, Restore);
  if (revision === undefined && !wasRemoved) {
    throw new ProblemError('invalid_request', {
      errors: [{ pointer: '/revision', detail: 'Say which version: the entry is not removed' }],
    });
  }
  const { source } = await readVersion(db, entry, revision ?? entry.revision - 1);
  if (source === null) {
    throw new ProblemError('invalid_request', {
      errors: [{ pointer: '/revision', detail: 'This version removed the entry' }],
    });
  }
  if (wasRemoved) await refuseOverOwn(db, place);
  await saveEntry(db, authority, { place, known: entry, source, isRestored: true });
  return sendEntry(c, db, place, 200);
}

/** An entry that is or was there. */
async function findEver(c: Context<Bindings>, kind: Kind) {
  const { place, db } = placeOf(c, kind);
  const entry = await findAuthored(db, authorityOf(c), place);
  if (entry === null) throw new ProblemError('not_found');
  return { place, db, entry };
}

async function readVersion(db: Database, { id }: Authored, revision: number) {
  const [row] = await db.query
    .select({ ...columns, source: versions.source })
    .from(versions)
    .where(and(eq(versions.entry, id), eq(versions.revision, revision)));
  if (row === undefined) throw new ProblemError('not_found', { detail: 'There is no such version' });
  // Every version was checked by its kind before it was written.
  const { kind: _kind, slug: _slug, ...source } = row.source as unknown as EntrySource;
  return { ...row, source: row.removes ? null : source };
}
