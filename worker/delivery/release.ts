import { eq } from 'drizzle-orm';
import { livePointers, releases } from '../../schema/tables/releases.ts';
import type { BundleEntry, Manifest } from '../../schema/wire/release.ts';
import { openDatabase, type Database } from '../db.ts';
import { loadDocuments } from '../documents.ts';
import { readConfig, type Env } from '../env.ts';
import { describeError, logError } from '../log.ts';
import { ProblemError } from '../problem.ts';

/** One item of a bundle, ready to be sent. */
export interface BundleItem {
  slug: string;
  digest: string;
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
  /** The items of a kind (in the plural) in a published locale, in order: the chapter's over the national ones. */
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
  /** The national layer beneath; null for `national` itself. */
  base: Manifest | null;
}

const checkEveryMs = 1000;
const idleAfterMs = 2000;
const idleWaitMs = 100;

/** What this isolate knows. Data only: a client or a promise of one request can't serve another. */
const memory = {
  live: new Map<string, LiveRelease>(),
  manifests: new Map<string, Manifest>(),
  /** Bundles as chapters serve them, by the digests of their layers. */
  bundles: new Map<string, Bundle>(),
  /** Rows of bundles, and the items that they name, by digest: shared by all chapters that inherit them. */
  rows: new Map<string, BundleEntry[]>(),
  items: new Map<string, string>(),
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
  return { ...live, bundle: (plural, locale) => findBundle(context, live, plural, locale) };
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
    .select({ chapter: livePointers.chapter, id: releases.id, base: releases.base, manifest: releases.manifest })
    .from(livePointers)
    .innerJoin(releases, eq(releases.id, livePointers.release));
  const digests = new Set(rows.flatMap(({ base, manifest }) => (base === null ? [manifest] : [base, manifest])));
  const missing = [...digests].filter((digest) => !memory.manifests.has(digest));
  const bodies = await loadDocuments(db, missing);
  for (const [digest, body] of bodies) memory.manifests.set(digest, JSON.parse(body) as Manifest);
  // All chapters move at once: no reader sees one half of a publish.
  memory.live = new Map(
    rows.map(({ chapter, id, base, manifest }) => [
      chapter,
      {
        id,
        manifest: memory.manifests.get(manifest)!,
        base: base === null ? null : memory.manifests.get(base)!,
      },
    ]),
  );
  if (missing.length > 0) forgetUnused(digests);
  memory.checkedAt = Date.now();
}

/** Drops what no live release names any more. */
function forgetUnused(manifests: Set<string>): void {
  keepOnly(memory.manifests, manifests);
  const bundles = [...memory.manifests.values()].flatMap((manifest) => Object.values(manifest.bundles));
  keepOnly(memory.rows, new Set(bundles.flatMap((byLocale) => Object.values(byLocale))));
  keepOnly(memory.items, new Set([...memory.rows.values()].flatMap((rows) => rows.map(([, digest]) => digest ?? ''))));
  memory.bundles.clear();
}

function keepOnly(map: Map<string, unknown>, keys: Set<string>): void {
  for (const key of map.keys()) if (!keys.has(key)) map.delete(key);
}

async function findBundle(
  { env }: ReaderContext,
  { manifest, base }: LiveRelease,
  plural: string,
  locale: string,
): Promise<Bundle> {
  // A kind or locale that is newer than a layer has nothing in it yet.
  const layers = [base?.bundles[plural]?.[locale], manifest.bundles[plural]?.[locale]];
  const digest = `${plural}/${locale}/${layers.map((layer) => layer ?? '').join('/')}`;
  const known = memory.bundles.get(digest);
  if (known !== undefined) return known;
  const wanted = layers.filter((layer) => layer !== undefined);
  const db = openDatabase(readConfig(env));
  const rows = await findThrough(memory.rows, wanted, db, (body) => JSON.parse(body) as BundleEntry[]);
  const [national, own] = layers.map((layer) => (layer === undefined ? [] : rows.get(layer)!));
  const local = new Set(own!.map(([slug]) => slug));
  const merged = [...national!.filter(([slug]) => !local.has(slug)), ...own!.filter(([, item]) => item !== null)];
  const items = await findThrough(
    memory.items,
    merged.map(([, item]) => item!),
    db,
    (body) => body,
  );
  const bundle = {
    digest,
    items: merged
      .map(([slug, item, order]) => ({ slug, digest: item!, order, body: items.get(item!)! }))
      .toSorted(inOrder),
  };
  memory.bundles.set(digest, bundle);
  return bundle;
}

function inOrder(a: BundleItem, b: BundleItem): number {
  if (a.order !== b.order) return a.order < b.order ? -1 : 1;
  return a.slug < b.slug ? -1 : 1;
}

/** Finds documents in memory, and those that are not there yet in the database. */
async function findThrough<Value>(
  known: Map<string, Value>,
  digests: readonly string[],
  db: Database,
  parse: (body: string) => Value,
): Promise<Map<string, Value>> {
  const bodies = await loadDocuments(
    db,
    digests.filter((digest) => !known.has(digest)),
  );
  for (const [digest, body] of bodies) known.set(digest, parse(body));
  return known;
}
