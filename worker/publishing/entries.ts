import { and, eq, inArray, isNotNull, isNull, ne, not, or, type SQL } from 'drizzle-orm';
import { sha256Hex } from '../../schema/kinds/digest.ts';
import { entries, versions } from '../../schema/tables/content.ts';
import { revocations } from '../../schema/tables/releases.ts';
import { findKind } from '../../schema/kinds/index.ts';
import type { EntrySource } from '../../schema/wire/content-set.ts';
import type { Database, Statement } from '../db.ts';
import { excluded, inChunks } from '../sql.ts';
import type { Snapshot } from './item.ts';

/** An entry's present state, without its words. */
export type Head = typeof entries.$inferSelect;

const head = {
  id: entries.id,
  chapter: entries.chapter,
  kind: entries.kind,
  slug: entries.slug,
  mode: entries.mode,
  status: entries.status,
  revision: entries.revision,
  publishedRevision: entries.publishedRevision,
  digest: entries.digest,
  updatedAt: entries.updatedAt,
  deletedAt: entries.deletedAt,
};

/** The present state of every entry, removed ones too. */
export function listHeads(db: Database): Promise<Head[]> {
  return db.query.select(head).from(entries);
}

/** Whether readers are to see the newest version. */
export function isPublic({ status, deletedAt }: Head): boolean {
  return status === 'published' && deletedAt === null;
}

/** `{chapter}/{kind}/{slug}`: by this an entry is one. */
export function keyOf({ chapter, kind, slug }: { chapter: string; kind: string; slug: string }): string {
  return `${chapter}/${kind}/${slug}`;
}

/** Entries whose newest version is not what readers see. */
export function listUnpublished(db: Database): Promise<Head[]> {
  const isPublic = and(eq(entries.status, 'published'), isNull(entries.deletedAt))!;
  return db.query
    .select(head)
    .from(entries)
    .where(
      or(
        and(isPublic, or(isNull(entries.publishedRevision), ne(entries.publishedRevision, entries.revision))),
        and(not(isPublic), isNotNull(entries.publishedRevision)),
      ),
    );
}

/** The versions that readers see, by key: of entries with one of these slugs, or of all. */
export async function listPublished(db: Database, slugs: readonly string[] | null): Promise<Map<string, Snapshot>> {
  const rows = await inPieces(slugs, (piece) =>
    listSnapshots(db, entries.publishedRevision, piece === null ? undefined : inArray(entries.slug, piece)),
  );
  return new Map(rows.map((snapshot) => [keyOf(snapshot), snapshot]));
}

/** The newest versions of these entries. */
export function listNewest(db: Database, ids: readonly string[]): Promise<Snapshot[]> {
  return inPieces(ids, (piece) => listSnapshots(db, entries.revision, inArray(entries.id, piece ?? [])));
}

async function inPieces<Row>(
  values: readonly string[] | null,
  list: (piece: string[] | null) => Promise<Row[]>,
): Promise<Row[]> {
  if (values === null) return list(null);
  return (await Promise.all(inChunks(values, 500).map(list))).flat();
}

async function listSnapshots(
  db: Database,
  revision: typeof entries.revision | typeof entries.publishedRevision,
  condition: SQL | undefined,
): Promise<Snapshot[]> {
  const rows = await db.query
    .select({
      id: entries.id,
      chapter: entries.chapter,
      revision: versions.revision,
      source: versions.source,
      changedAt: versions.changedAt,
    })
    .from(entries)
    .innerJoin(versions, and(eq(versions.entry, entries.id), eq(versions.revision, revision)))
    .where(condition);
  return rows.map(toSnapshot);
}

function toSnapshot({
  source,
  changedAt,
  ...row
}: {
  id: string;
  chapter: string;
  revision: number;
  source: Record<string, unknown>;
  changedAt: string;
}): Snapshot {
  // Every version was checked by its kind before it was written.
  return { ...(source as unknown as EntrySource), ...row, updatedAt: changedAt };
}

/** An entry as it is to be from now on; without a source it is removed. */
export interface Write {
  chapter: string;
  kind: string;
  slug: string;
  known: Head | null;
  source: EntrySource | null;
}

/**
 * What to write so that these entries are as they should be: nothing for those that are so already. Each change is a
 * version, and its number can be taken once, so of two changes to one revision the later fails.
 */
export async function changesTo(
  db: Database,
  writes: readonly Write[],
  changedBy: string,
  now: string,
): Promise<{ statements: Statement[]; count: number }> {
  const rows: (typeof entries.$inferInsert)[] = [];
  const newVersions: (typeof versions.$inferInsert)[] = [];
  const revoked: (typeof revocations.$inferInsert)[] = [];
  for (const { chapter, kind, slug, known, source } of writes) {
    const digest = source === null ? '' : await sha256Hex(JSON.stringify(source));
    const isSame = known !== null && known.digest === digest && (known.deletedAt === null) === (source !== null);
    if (isSame || (known === null && source === null)) continue;
    const revision = (known?.revision ?? 0) + 1;
    const id = known?.id ?? crypto.randomUUID();
    const last = source ?? { kind, slug, mode: known!.mode, status: known!.status, shared: {}, translations: {} };
    rows.push({
      id,
      chapter,
      kind,
      slug,
      mode: last.mode,
      status: last.status,
      revision,
      publishedRevision: known?.publishedRevision ?? null,
      digest,
      updatedAt: now,
      deletedAt: source === null ? now : null,
    });
    const isRevoked = source !== null && findKind(kind)?.isRevoked?.(source.shared as never);
    // Consent that comes back is noted as well: who reads on from before must learn of it.
    if (isRevoked === true || (isRevoked === false && known !== null)) {
      revoked.push({ entry: id, isRevoked, notedAt: now });
    }
    newVersions.push({ entry: id, revision, source: { ...last }, removes: source === null, changedBy, changedAt: now });
  }
  const statements = [
    ...inChunks(rows, 500).flatMap((chunk) => [
      db.query
        .insert(entries)
        .values(chunk)
        .onConflictDoUpdate({
          target: entries.id,
          set: excluded(entries, ['mode', 'status', 'revision', 'digest', 'updatedAt', 'deletedAt']),
        }),
    ]),
    ...inChunks(newVersions, 500).map((chunk) => db.query.insert(versions).values(chunk)),
    ...inChunks(revoked, 500).map((chunk) => db.query.insert(revocations).values(chunk)),
  ];
  return { statements, count: rows.length };
}
