import { asc, eq } from 'drizzle-orm';
import { livePointers, releases, revocations } from '../../schema/tables/releases.ts';
import type { Manifest } from '../../schema/wire/release.ts';
import { openDatabase } from '../db.ts';
import { loadDocuments } from '../documents.ts';
import { readConfig, type Env } from '../env.ts';
import { describeError, logError } from '../log.ts';
import { ProblemError } from '../problem.ts';
import { forgetUnused, readBundle, type Bundle, type Layers } from './bundles.ts';

export type { Bundle, BundleItem } from './bundles.ts';

/** What a chapter serves. */
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

type LiveRelease = Layers & { id: string };

const checkEveryMs = 1000;
const idleAfterMs = 2000;
const idleWaitMs = 100;

/** What this isolate knows. Data only: a client or a promise of one request can't serve another. */
const memory = {
  live: new Map<string, LiveRelease>(),
  manifests: new Map<string, Manifest>(),
  /** Bundles as chapters serve them now. */
  bundles: new Map<string, Bundle>(),
  /** Entries whose consent was taken back, and the number of the newest row that says so. */
  revoked: new Set<string>(),
  revocation: 0,
  generation: 0,
  checkedAt: 0,
  checkStartedAt: 0,
  checksStarted: 0,
  checksApplied: 0,
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
  return live === undefined ? null : { ...live, bundle: (plural, locale) => findBundle(context, live, plural, locale) };
}

/** Every chapter's live release, `national` first. */
export async function listReleases(context: ReaderContext): Promise<LiveRelease[]> {
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
  const layers = { manifest: parse(row.manifest), base: row.base === null ? null : parse(row.base) };
  return {
    id,
    manifest: layers.manifest,
    bundle: (plural, locale) => readBundle(() => db, layers, [plural, locale], revoked.entries),
  };
}

/** When the live releases were last read from the database, milliseconds since 1970; 0 where never. */
export function lastChecked(): number {
  return memory.checkedAt;
}

/** Counts up whenever a release has moved. Two answers of one generation were made from the same releases. */
export function generation(): number {
  return memory.generation;
}

/** Number of the newest revocation that this isolate knows. */
export function newestRevocation(): number {
  return memory.revocation;
}

function slugOf({ manifest }: LiveRelease): string {
  return manifest.chapter.slug;
}

function rank(live: LiveRelease): number {
  return slugOf(live) === 'national' ? 0 : 1;
}

async function learn(context: ReaderContext): Promise<void> {
  await keepFresh(context);
  if (memory.live.size > 0) return;
  await refresh(context);
  if (memory.live.size === 0) throw new ProblemError('unavailable', { detail: 'Nothing is published yet' });
}

/**
 * Starts a check for new releases where the last one is a second old.
 * @returns what the first reader after a pause has to wait for; null where there is nothing to wait for.
 */
export function keepFresh(context: ReaderContext): Promise<unknown> | null {
  const now = Date.now();
  if (memory.live.size === 0 || now - Math.max(memory.checkedAt, memory.checkStartedAt) < checkEveryMs) return null;
  const wasIdle = now - memory.checkedAt > idleAfterMs;
  const checking = refresh(context).catch((error: unknown) => {
    logError({ event: 'release_check_failed', ...describeError(error) });
  });
  context.executionCtx.waitUntil(checking);
  return wasIdle ? Promise.race([checking, new Promise((resolve) => setTimeout(resolve, idleWaitMs))]) : null;
}

async function refresh({ env }: ReaderContext): Promise<void> {
  memory.checkStartedAt = Date.now();
  const check = (memory.checksStarted += 1);
  const db = openDatabase(readConfig(env));
  const [rows, revoked] = await Promise.all([
    db.query
      .select({ chapter: livePointers.chapter, id: releases.id, base: releases.base, manifest: releases.manifest })
      .from(livePointers)
      .innerJoin(releases, eq(releases.id, livePointers.release)),
    listRevoked(db),
  ]);
  const manifests = new Map<string, Manifest>();
  const missing: string[] = [];
  for (const digest of new Set(rows.flatMap(({ base, manifest }) => (base === null ? [manifest] : [base, manifest])))) {
    const known = memory.manifests.get(digest);
    if (known === undefined) missing.push(digest);
    else manifests.set(digest, known);
  }
  for (const [digest, body] of await loadDocuments(db, missing)) manifests.set(digest, JSON.parse(body) as Manifest);
  // A check that was slow must not bring back what a later one has replaced.
  if (check < memory.checksApplied) return;
  memory.checksApplied = check;
  memory.checkedAt = Date.now();
  const hasMoved =
    rows.length !== memory.live.size || rows.some(({ chapter, id }) => memory.live.get(chapter)?.id !== id);
  if (!hasMoved && revoked.newest === memory.revocation) return;
  // All chapters move at once: no reader sees one half of a publish.
  memory.live = new Map(
    rows.map(({ chapter, id, base, manifest }) => [
      chapter,
      { id, manifest: manifests.get(manifest)!, base: base === null ? null : manifests.get(base)! },
    ]),
  );
  memory.manifests = manifests;
  memory.revoked = revoked.entries;
  memory.revocation = revoked.newest;
  memory.generation += 1;
  memory.bundles.clear();
  forgetUnused([...manifests.values()]);
}

async function listRevoked(db: ReturnType<typeof openDatabase>, upTo = Number.MAX_SAFE_INTEGER) {
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

async function findBundle({ env }: ReaderContext, live: LiveRelease, plural: string, locale: string): Promise<Bundle> {
  const key = `${live.id}/${plural}/${locale}`;
  const known = memory.bundles.get(key);
  if (known !== undefined) return known;
  const before = memory.generation;
  const bundle = await readBundle(() => openDatabase(readConfig(env)), live, [plural, locale], memory.revoked);
  // Where releases moved meanwhile, it serves this request alone.
  if (memory.generation === before) memory.bundles.set(key, bundle);
  return bundle;
}
