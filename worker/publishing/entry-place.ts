import type { Context } from 'hono';
import type { Kind } from '../../schema/kinds/kind.ts';
import { authorityOf } from '../access.ts';
import type { Database } from '../db.ts';
import type { Bindings } from '../env.ts';
import { ProblemError } from '../problem.ts';
import { findAuthored, toHeads, type Authored } from './authored.ts';
import { ChapterQuery, EntryParams } from './entry-contracts.ts';
import { databaseOf, parse, readCampaign } from './input.ts';

interface Place {
  chapter: string;
  kind: Kind;
  slug: string;
}

/** Which entry the address names. */
export function placeOf(c: Context<Bindings>, kind: Kind): { place: Place; db: Database } {
  const { slug } = parse(EntryParams, { slug: c.req.param('slug') }, 'param');
  const { chapter } = parse(ChapterQuery, c.req.query(), 'query');
  return { place: { chapter, kind, slug }, db: databaseOf(c) };
}

/** The entry, unless it is removed. */
export async function findPresent(c: Context<Bindings>, db: Database, place: Place): Promise<Authored> {
  const entry = await findAuthored(db, authorityOf(c), place);
  if (entry === null || entry.deletedAt !== null) throw new ProblemError('not_found');
  return entry;
}

/** By this, a change says what it was made over. */
export function etagOf({ revision }: { revision: number }): string {
  return `"revision-${revision}"`;
}

/** Answers the entry as it is now. */
export async function sendEntry(
  c: Context<Bindings>,
  db: Database,
  place: Place,
  status: 200 | 201,
): Promise<Response> {
  const [entry, campaign] = await Promise.all([findPresent(c, db, place), readCampaign(db)]);
  const [{ source, ...head }] = (await toHeads(db, campaign, [entry])) as [Awaited<ReturnType<typeof toHeads>>[number]];
  const { kind: _kind, slug: _slug, ...authored } = source;
  c.header('ETag', etagOf(entry));
  return c.json({ data: { ...head, source: authored } }, status);
}
