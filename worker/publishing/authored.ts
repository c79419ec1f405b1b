import { and, asc, eq, gt, inArray, isNotNull, isNull, type SQL } from 'drizzle-orm';
import { findKind } from '../../schema/kinds/index.ts';
import type { Kind } from '../../schema/kinds/kind.ts';
import { chapters, entries, versions } from '../../schema/tables/content.ts';
import type { EntryHead } from '../../schema/wire/authored.ts';
import type { CampaignSource, EntrySource } from '../../schema/wire/content-set.ts';
import { isReadableBy, type Authority } from '../access.ts';
import type { Database } from '../db.ts';
import { inChunks } from '../sql.ts';
import { headColumns, type Head } from './entries.ts';
import { digestUnder, statesOf } from './translations.ts';

/** An entry with all that was authored in its newest version. */
export interface Authored extends Head {
  source: EntrySource;
}

interface Selection {
  /** Of one chapter, or of all. */
  chapter?: string;
  /** Of one kind, or of all. */
  kind?: Kind;
  slug?: string;
  /** Those that were removed, those that were not, or both. */
  removed?: boolean;
  after?: string | undefined;
  limit?: number;
}

/** Entries that this token may know of, by slug. */
export function listAuthored(
  db: Database,
  authority: Authority,
  { chapter, kind, slug, removed, after, limit = 100_000 }: Selection,
): Promise<Authored[]> {
  return select(
    db,
    [
      isReadableBy(authority, entries),
      chapter === undefined ? undefined : eq(entries.chapter, chapter),
      kind && eq(entries.kind, kind.name),
      slug === undefined ? undefined : eq(entries.slug, slug),
      removed === undefined ? undefined : removed ? isNotNull(entries.deletedAt) : isNull(entries.deletedAt),
      after === undefined ? undefined : gt(entries.slug, after),
    ],
    limit,
  );
}

/** One entry of a chapter that this token may know of, removed ones too. */
export async function findAuthored(
  db: Database,
  authority: Authority,
  place: { chapter: string; kind: Kind; slug: string },
): Promise<Authored | null> {
  return (await listAuthored(db, authority, place))[0] ?? null;
}

/** The national entries of these slugs, whoever asks: what a chapter changes is in public, or about to be. */
export async function listNational(
  db: Database,
  kinds: readonly string[],
  slugs: readonly string[],
): Promise<Map<string, EntrySource>> {
  const pieces = inChunks([...new Set(slugs)], 500).map((piece) =>
    select(db, [
      eq(entries.chapter, 'national'),
      inArray(entries.kind, [...new Set(kinds)]),
      inArray(entries.slug, piece),
      isNull(entries.deletedAt),
    ]),
  );
  const rows = (await Promise.all(pieces)).flat();
  return new Map(rows.map(({ kind, slug, source }) => [`${kind}/${slug}`, source]));
}

/** Entries of any chapter but the national one, at the place of a national entry. */
export function listOver(db: Database, { name }: Kind, slug: string, mode: Head['mode'][]): Promise<Head[]> {
  return db.query
    .select(headColumns)
    .from(entries)
    .innerJoin(chapters, and(eq(chapters.slug, entries.chapter), isNull(chapters.deletedAt)))
    .where(
      and(
        eq(entries.kind, name),
        eq(entries.slug, slug),
        inArray(entries.mode, mode),
        isNotNull(chapters.inherits),
        isNull(entries.deletedAt),
      ),
    );
}

async function select(db: Database, conditions: (SQL | undefined)[], limit = 100_000): Promise<Authored[]> {
  const rows = await db.query
    .select({ ...headColumns, source: versions.source })
    .from(entries)
    .innerJoin(versions, and(eq(versions.entry, entries.id), eq(versions.revision, entries.revision)))
    .innerJoin(chapters, and(eq(chapters.slug, entries.chapter), isNull(chapters.deletedAt)))
    .where(and(...conditions))
    .orderBy(asc(entries.slug), asc(entries.kind))
    .limit(limit);
  // Every version was checked by its kind before it was written.
  return rows.map((row) => ({ ...row, source: row.source as unknown as EntrySource }));
}

/** What is told of entries: the states of their translations, and whether the national words under them moved. */
export async function toHeads(
  db: Database,
  campaign: CampaignSource,
  rows: readonly Authored[],
): Promise<(EntryHead & { source: EntrySource })[]> {
  const overrides = rows.filter(({ source }) => source.baseDigest !== undefined);
  const national = await listNational(
    db,
    overrides.map(({ kind }) => kind),
    overrides.map(({ slug }) => slug),
  );
  return Promise.all(
    rows.map(async ({ publishedRevision, digest: _digest, deletedAt, source, ...head }) => ({
      ...head,
      title: titleOf(source, campaign),
      publishedRevision,
      removed: deletedAt !== null,
      translations: await statesOf(source.translations, campaign),
      upstreamMoved: await hasMoved(source, national.get(`${head.kind}/${head.slug}`), campaign.defaultLocale),
      source,
    })),
  );
}

function titleOf({ kind, translations }: EntrySource, { defaultLocale }: CampaignSource): string | null {
  const words = [translations[defaultLocale], ...Object.values(translations)];
  const titles = words.map((each) => each?.fields[findKind(kind)!.search.title]);
  return titles.find((title) => typeof title === 'string') ?? null;
}

async function hasMoved(source: EntrySource, base: EntrySource | undefined, defaultLocale: string): Promise<boolean> {
  if (source.baseDigest === undefined) return false;
  return base === undefined || (await digestUnder(base, source, defaultLocale)) !== source.baseDigest;
}
