import { asc, eq } from 'drizzle-orm';
import { livePointers, releases, revocations } from '../schema/tables/releases.ts';
import type { LivePointer } from '../schema/wire/release.ts';
import type { Database } from './db.ts';

/** Entries whose consent was taken back, and the number of the newest row that says so. */
export interface Revoked {
  entries: Set<string>;
  newest: number;
}

/** What every chapter serves now, and what is taken back from all of it. */
export async function readLive(db: Database): Promise<{ pointers: LivePointer[]; revoked: Revoked }> {
  const [pointers, revoked] = await Promise.all([
    db.query
      .select({ chapter: livePointers.chapter, id: releases.id, base: releases.base, manifest: releases.manifest })
      .from(livePointers)
      .innerJoin(releases, eq(releases.id, livePointers.release)),
    listRevoked(db),
  ]);
  return { pointers, revoked };
}

/** What is taken back, now or as it was when a certain revocation was the newest. */
export async function listRevoked(db: Database, upTo = Number.MAX_SAFE_INTEGER): Promise<Revoked> {
  const rows = await db.query
    .select({ number: revocations.number, entry: revocations.entry, isRevoked: revocations.isRevoked })
    .from(revocations)
    .orderBy(asc(revocations.number));
  const entries = new Set<string>();
  for (const { number, entry, isRevoked } of rows) {
    if (number > upTo) break;
    if (isRevoked) entries.add(entry);
    else entries.delete(entry);
  }
  return { entries, newest: rows.at(-1)?.number ?? 0 };
}

/** The digests of the manifests that these releases are made of, each once. */
export function manifestsOf(pointers: readonly LivePointer[]): string[] {
  return [...new Set(pointers.flatMap(({ base, manifest }) => (base === null ? [manifest] : [base, manifest])))];
}
