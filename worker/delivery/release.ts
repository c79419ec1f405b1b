import { eq, inArray } from 'drizzle-orm';
import { documents, livePointers, releases } from '../../schema/tables/releases.ts';
import type { BundleEntry, Manifest } from '../../schema/wire/release.ts';
import { openDatabase, type Database } from '../db.ts';
import { readConfig, type Env } from '../env.ts';
import { describeError, logError } from '../log.ts';
import { ProblemError } from '../problem.ts';

/** One item of a bundle, ready to be sent. */
export interface BundleItem {
  slug: string;
  order: number | string;
  /** The item as JSON. */
  body: string;
}

export interface Bundle {
  digest: string;
  items: readonly BundleItem[];
}

/** A chapter's live release. */
export interface Release {
  id: string;
  manifest: Manifest;
  /** The items of a kind (in the plural) in a published locale, in order. */
  bundle: (plural: string, locale: string) => Promise<Bundle>;
}

/** What a request needs to read a release. */
export interface ReaderContext {
  env: Env;
  executionCtx: Pick<ExecutionContext, 'waitUntil'>;
}

interface LiveRelease {
  id: string;
  manifest: Manifest;
}

const checkEveryMs = 1000;
const idleAfterMs = 2000;
const idleWaitMs = 100;

/** What this isolate knows. Data only: a client or a promise of one request can't serve another. */
const memory = {
  live: new Map<string, LiveRelease>(),
  bundles: new Map<string, Bundle>(),
  checkedAt: 0,
  checkStartedAt: 0,
};

/**
 * Finds what a chapter serves now, without asking the database where this isolate knows it. While requests arrive, a
 * check in the background learns of a new release within 2 s; after a pause the first reader waits up to 100 ms for it.
 * @returns null where there is no such chapter.
 * @throws {ProblemError} `unavailable` where nothing is known yet and the database does not answer.
 */
export async function findRelease(context: ReaderContext, chapter: string): Promise<Release | null> {
  await learn(context);
  const live = memory.live.get(chapter);
  if (live === undefined) return null;
  return { ...live, bundle: (plural, locale) => findBundle(context, live.manifest, plural, locale) };
}

/** Every chapter's live release, `national` first. */
export async function listReleases(context: ReaderContext): Promise<LiveRelease[]> {
  await learn(context);
  return [...memory.live.values()].toSorted((a, b) => rank(a) - rank(b) || (slugOf(a) < slugOf(b) ? -1 : 1));
}

/** When the live releases were last read from the database, milliseconds since 1970; 0 where never. */
export function lastChecked(): number {
  return memory.checkedAt;
}

function slugOf({ manifest }: LiveRelease): string {
  return manifest.chapter.slug;
}

function rank(live: LiveRelease): number {
  return slugOf(live) === 'national' ? 0 : 1;
}

async function learn(context: ReaderContext): Promise<void> {
  const now = Date.now();
  if (memory.live.size === 0) {
    await refresh(context);
    if (memory.live.size === 0) throw new ProblemError('unavailable', { detail: 'Nothing is published yet' });
    return;
  }
  if (now - Math.max(memory.checkedAt, memory.checkStartedAt) < checkEveryMs) return;
  const checking = refresh(context).catch((error: unknown) => {
    logError({ event: 'release_check_failed', ...describeError(error) });
  });
  context.executionCtx.waitUntil(checking);
  if (now - memory.checkedAt > idleAfterMs) {
    await Promise.race([checking, new Promise((resolve) => setTimeout(resolve, idleWaitMs))]);
  }
}

async function refresh({ env }: ReaderContext): Promise<void> {
  memory.checkStartedAt = Date.now();
  const db = openDatabase(readConfig(env));
  const rows = await db.query
    .select({ chapter: livePointers.chapter, id: releases.id, digest: releases.manifest })
    .from(livePointers)
    .innerJoin(releases, eq(releases.id, livePointers.release));
  const missing = rows.filter(({ chapter, id }) => memory.live.get(chapter)?.id !== id);
  const bodies = await findBodies(db, [...new Set(missing.map(({ digest }) => digest))]);
  // All chapters move at once: no reader sees one half of a publish.
  memory.live = new Map(
    rows.map(({ chapter, id, digest }) => {
      const known = memory.live.get(chapter);
      if (known?.id === id) return [chapter, known];
      return [chapter, { id, manifest: JSON.parse(bodies.get(digest)!) as Manifest }];
    }),
  );
  if (missing.length > 0) forgetUnusedBundles();
  memory.checkedAt = Date.now();
}

function forgetUnusedBundles(): void {
  const used = new Set(
    [...memory.live.values()].flatMap(({ manifest }) => Object.values(manifest.bundles).flatMap(Object.values<string>)),
  );
  for (const digest of memory.bundles.keys()) if (!used.has(digest)) memory.bundles.delete(digest);
}

async function findBundle(
  { env }: ReaderContext,
  { bundles }: Manifest,
  plural: string,
  locale: string,
): Promise<Bundle> {
  const digest = bundles[plural]?.[locale];
  // A kind or locale that is newer than the release has nothing in it yet.
  if (digest === undefined) return { digest: `none-${plural}-${locale}`, items: [] };
  const known = memory.bundles.get(digest);
  if (known !== undefined) return known;
  const db = openDatabase(readConfig(env));
  const listed = JSON.parse((await findBodies(db, [digest])).get(digest)!) as BundleEntry[];
  const bodies = await findBodies(
    db,
    listed.map(([, item]) => item),
  );
  const bundle = { digest, items: listed.map(([slug, item, order]) => ({ slug, order, body: bodies.get(item)! })) };
  memory.bundles.set(digest, bundle);
  return bundle;
}

const digestsPerQuery = 500;

async function findBodies(db: Database, digests: readonly string[]): Promise<Map<string, string>> {
  const bodies = new Map<string, string>();
  for (let start = 0; start < digests.length; start += digestsPerQuery) {
    const rows = await db.query
      .select({ digest: documents.digest, body: documents.body })
      .from(documents)
      .where(inArray(documents.digest, digests.slice(start, start + digestsPerQuery)));
    for (const { digest, body } of rows) bodies.set(digest, body);
  }
  return bodies;
}
