import { eq } from 'drizzle-orm';
import { releases } from '../../schema/tables/releases.ts';
import type { Manifest } from '../../schema/wire/release.ts';
import { openDatabase } from '../db.ts';
import { loadDocuments } from '../documents.ts';
import { readConfig } from '../env.ts';
import { listRevoked } from '../live-releases.ts';
import { waitWhile } from '../wait.ts';
import { layerDigests, readBundle, type Bundle, type Place, type Published } from './bundles.ts';
import { findCarried, loadCarried } from './carried.ts';
import { answerInTime, isAway, learn, memory, noteUnanswered, patienceMs, type ReaderContext } from './live.ts';

export type { Bundle, BundleItem } from './bundles.ts';
export { generation, keepFresh, newestRevocation, type ReaderContext } from './live.ts';

/** What a chapter serves. */
export interface Release {
  id: string;
  manifest: Manifest;
  /** The items of a kind (in the plural) in a published locale, in order: the chapter's over the national ones. */
  bundle: (plural: string, locale: string) => Promise<Bundle>;
}

/**
 * Finds what a chapter serves now, without asking the database where this isolate knows it. While requests arrive, a
 * check in the background learns of a new release within 2 s; after a pause the first reader waits up to 100 ms for it.
 * Where the database is away, what this isolate knows goes on being served, and else what the deployment carried along.
 * @returns null where there is no such chapter.
 * @throws {ProblemError} `unavailable` where nothing is known yet and the database does not answer.
 */
export async function findRelease(context: ReaderContext, chapter: string): Promise<Release | null> {
  await learn(context);
  const live = memory.live.get(chapter);
  return live === undefined
    ? null
    : { ...live, bundle: (plural, locale) => findBundle(context, live, [plural, locale]) };
}

/** Every chapter's live release, `national` first. */
export async function listReleases(context: ReaderContext): Promise<Published[]> {
  await learn(context);
  return [...memory.live.values()].toSorted((a, b) => rank(a) - rank(b) || (slugOf(a) < slugOf(b) ? -1 : 1));
}

/**
 * Finds any release, live or not, as it is or as it was when a certain revocation was the newest. Asks the database.
 * @returns null where the chapter has no such release.
 */
export async function findReleaseById(
  { env }: ReaderContext,
  chapter: string,
  id: string,
  revocation = Number.MAX_SAFE_INTEGER,
): Promise<Release | null> {
  const db = openDatabase(readConfig(env));
  const [[row], revoked] = await Promise.all([
    db.query
      .select({ chapter: releases.chapter, base: releases.base, manifest: releases.manifest })
      .from(releases)
      .where(eq(releases.id, id)),
    listRevoked(db, revocation),
  ]);
  if (row === undefined || row.chapter !== chapter) return null;
  const digests = row.base === null ? [row.manifest] : [row.base, row.manifest];
  const bodies = await loadDocuments(db, digests);
  // It was pruned since it was found.
  if (!digests.every((digest) => bodies.has(digest))) return null;
  const parse = (digest: string) => JSON.parse(bodies.get(digest)!) as Manifest;
  const published = { id, manifest: parse(row.manifest), base: row.base === null ? null : parse(row.base) };
  const load = (digests: readonly string[]) => loadDocuments(db, digests);
  return {
    id,
    manifest: published.manifest,
    bundle: (plural, locale) => readBundle(load, published, [plural, locale], revoked.entries),
  };
}

function slugOf({ manifest }: Published): string {
  return manifest.chapter.slug;
}

function rank(live: Published): number {
  return slugOf(live) === 'national' ? 0 : 1;
}

async function findBundle(context: ReaderContext, live: Published, place: Place): Promise<Bundle> {
  const key = [live.id, ...place].join('/');
  // The platform may have ended the request that reads it, and one that fails is followed by the next.
  const until = Date.now() + patienceMs;
  await waitWhile(() => {
    const now = Date.now();
    return !memory.bundles.has(key) && now < until && now < (memory.reading.get(key) ?? 0) + patienceMs;
  });
  const known = memory.bundles.get(key);
  if (known !== undefined) return known;
  memory.reading.set(key, Date.now());
  const before = memory.generation;
  try {
    const bundle =
      (isAway() ? await findStandIn(context, live, place) : null) ?? (await askForBundle(context, live, place));
    // Where releases moved meanwhile, it serves this request alone.
    if (memory.generation === before) memory.bundles.set(key, bundle);
    return bundle;
  } finally {
    memory.reading.delete(key);
  }
}

async function askForBundle(context: ReaderContext, live: Published, place: Place): Promise<Bundle> {
  const load = (digests: readonly string[]) => loadDocuments(openDatabase(readConfig(context.env)), digests);
  const startedAt = Date.now();
  const asking = readBundle(load, live, place, memory.revoked);
  const answer = await answerInTime(asking);
  if (answer !== null) return answer.value;
  noteUnanswered(startedAt);
  return (await findStandIn(context, live, place)) ?? asking;
}

/** The same from what this isolate knows and the deployment carried along; an older one where it has to be. */
async function findStandIn({ env }: ReaderContext, live: Published, place: Place): Promise<Bundle | null> {
  const carried = await findCarried(env.ASSETS);
  const chapter = slugOf(live);
  const revoked = new Set([...memory.revoked, ...(carried?.revoked.entries ?? [])]);
  for (const each of [live, memory.previous.get(chapter), carried?.live.get(chapter)]) {
    if (each === undefined) continue;
    const load = loadCarried(env.ASSETS, layerDigests(each, place));
    const bundle = await readBundle(load, each, place, each === live ? memory.revoked : revoked).catch(() => null);
    if (bundle === null) continue;
    memory.isProvisional = true;
    return bundle;
  }
  return null;
}
