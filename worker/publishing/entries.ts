import { and, eq, inArray, isNotNull, isNull, ne, not, or, sql, type SQL } from 'drizzle-orm';
import { digestOf } from '../../schema/kinds/digest.ts';
import { entries, versions } from '../../schema/tables/content.ts';
import { revocations } from '../../schema/tables/releases.ts';
import { findKind } from '../../schema/kinds/index.ts';
import type { EntrySource } from '../../schema/wire/content-set.ts';
import { recordActs, type Actor } from '../audit.ts';
import type { Database, Statement } from '../db.ts';
import { excluded, inChunks } from '../sql.ts';
import type { Snapshot } from './item.ts';

/** An entry's present state, without its words. */
export type Head = typeof entries.$inferSelect;

/** Every column of a head, by name. */
export const headColumns = {
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
  return db.query.select(headColumns).from(entries);
}

/** Whether readers are to see the newest version. */
export function isPublic({ status, deletedAt }: Head): boolean {
  return status === 'published' && deletedAt === null;
}

/** Whether readers see another version than the newest. */
export function isUnpublished(head: Head): boolean {
  return head.publishedRevision !== (isPublic(head) ? head.revision : null);
}

/** `{chapter}/{kind}/{slug}`: by this an entry is one. */
export function keyOf({ chapter, kind, slug }: { chapter: string; kind: string; slug: string }): string {
  return `${chapter}/${kind}/${slug}`;
}

/** Entries whose newest version is not what readers see. */
export function listUnpublished(db: Database): Promise<Head[]> {
  const isPublic = and(eq(entries.status, 'published'), isNull(entries.deletedAt))!;
  return db.query
    .select(headColumns)
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

/** These entries as the versions that were seen have them: a later one may have come since. */
export async function listSeen(db: Database, heads: readonly Pick<Head, 'id' | 'revision'>[]): Promise<Snapshot[]> {
  const pieces = inChunks(heads, 500).map((piece) => {
    const revisions = JSON.stringify(Object.fromEntries(piece.map(({ id, revision }) => [id, revision])));
    const seen = sql`(select value from json_each(${revisions}) where key = ${entries.id})`;
    return listSnapshots(
      db,
      seen,
      inArray(
        entries.id,
        piece.map(({ id }) => id),
      ),
    );
  });
  return (await Promise.all(pieces)).flat();
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
  revision: typeof entries.publishedRevision | SQL,
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
  changedBy: Actor,
  now: string,
): Promise<{ statements: Statement[]; count: number }> {
  const rows: (typeof entries.$inferInsert)[] = [];
  const newVersions: (typeof versions.$inferInsert)[] = [];
  const revoked: (typeof revocations.$inferInsert)[] = [];
  const acts: ReturnType<typeof actOf>[] = [];
  for (const { chapter, kind, slug, known, source } of writes) {
    const digest = source === null ? '' : await digestOf(source);
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
    newVersions.push({
      entry: id,
      revision,
      source: { ...last },
      removes: source === null,
      changedBy: changedBy.name,
      changedAt: now,
    });
    acts.push(actOf(known, { chapter, kind, slug }, source === null ? null : digest));
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
    ...recordActs(db, changedBy, now, acts),
  ];
  return { statements, count: rows.length };
}

function actOf(known: Head | null, place: { chapter: string; kind: string; slug: string }, after: string | null) {
  const wasThere = known !== null && known.deletedAt === null;
  const action = after === null ? 'delete' : wasThere ? 'update' : known === null ? 'create' : 'restore';
  const { chapter, kind } = place;
  return {
    action,
    chapter,
    kind,
    target: `entries/${keyOf(place)}`,
    before: wasThere ? known.digest : null,
    after,
  } as const;
}
