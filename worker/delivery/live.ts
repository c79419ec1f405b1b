import type { Manifest } from '../../schema/wire/release.ts';
import { DatabaseError, openDatabase } from '../db.ts';
import { loadDocuments } from '../documents.ts';
import { readConfig, type Env } from '../env.ts';
import { manifestsOf, readLive } from '../live-releases.ts';
import { describeError, logError, rootOf } from '../log.ts';
import { ProblemError } from '../problem.ts';
import { waitWhile } from '../wait.ts';
import { forgetUnused, publishedBy, type Bundle, type Published } from './bundles.ts';
import { findCarried, type Carried } from './carried.ts';

/** What a request needs to read a release. */
export interface ReaderContext {
  env: Env;
  executionCtx: Pick<ExecutionContext, 'waitUntil'>;
}

const checkEveryMs = 1000;
const idleAfterMs = 2000;
const idleWaitMs = 100;
/** How long the database is waited for where something else can stand in. */
export const patienceMs = 1000;

/** What this isolate knows. Data only: a client or a promise of one request can't serve another. */
export const memory = {
  live: new Map<string, Published>(),
  /** What was live before: stands in where the database goes away before all of a new release was read. */
  previous: new Map<string, Published>(),
  source: 'database' as 'database' | 'carried',
  servedSince: 0,
  /** Whether anything that was given may have to be replaced as soon as the database answers. */
  isProvisional: false,
  manifests: new Map<string, Manifest>() as ReadonlyMap<string, Manifest>,
  /** Bundles as chapters serve them now. */
  bundles: new Map<string, Bundle>(),
  /** When requests began to read bundles that are not there yet. */
  reading: new Map<string, number>(),
  /** Entries whose consent was taken back, and the number of the newest row that says so. */
  revoked: new Set<string>() as ReadonlySet<string>,
  revocation: 0,
  generation: 0,
  checkedAt: 0,
  checkStartedAt: 0,
  checksStarted: 0,
  checksApplied: 0,
  checksSettled: 0,
  /** When the first check began that got no answer, where none got one since. */
  unansweredSince: null as number | null,
  hasFailed: false,
};

/**
 * Makes sure that this isolate knows what is live: from the database, and where that is away from what the deployment
 * carried along.
 * @throws {ProblemError} `unavailable` where nothing is known and the database does not answer.
 */
export async function learn(context: ReaderContext): Promise<void> {
  await keepFresh(context);
  if (memory.live.size > 0) return;
  const checking = checkOnce(context);
  context.executionCtx.waitUntil(checking.catch(() => {}));
  if ((await answerInTime(checking)) === null && (await useCarried(context))) return;
  await checking;
  if (memory.live.size === 0) throw new ProblemError('unavailable', { detail: 'Nothing is published yet' });
}

/**
 * Starts a check for new releases where the last one is a second old.
 * @returns what the first reader after a pause has to wait for; null where there is nothing to wait for.
 */
export function keepFresh(context: ReaderContext): Promise<unknown> | null {
  const now = Date.now();
  const lastBegan = Math.max(memory.checkedAt, memory.checkStartedAt);
  if (memory.live.size === 0 || now - lastBegan < checkEveryMs) return null;
  const checking = check(context).catch((error: unknown) => {
    logError({ event: 'release_check_failed', ...describeError(error) });
  });
  context.executionCtx.waitUntil(checking);
  // While requests arrive checks begin all the time, and nobody waits, also where none is answered.
  const wasIdle = now - lastBegan > idleAfterMs;
  return wasIdle ? Promise.race([checking, new Promise((resolve) => setTimeout(resolve, idleWaitMs))]) : null;
}

/** Checks, or waits for what a check finds that another request has begun: a crowd asks the database once. */
async function checkOnce(context: ReaderContext): Promise<void> {
  const newest = memory.checksStarted;
  if (memory.checksSettled === newest) return check(context);
  // The platform may have ended the request that it belongs to.
  await waitWhile(() => memory.checksSettled < newest && Date.now() < memory.checkStartedAt + patienceMs);
  if (memory.checksSettled < newest) return check(context);
  if (memory.hasFailed) throw new DatabaseError(null);
}

async function check(context: ReaderContext): Promise<void> {
  const number = (memory.checksStarted += 1);
  const startedAt = Date.now();
  // The platform may have ended a check of an isolate that was left alone.
  const wasLeft = startedAt - memory.checkStartedAt > idleAfterMs;
  if (memory.unansweredSince === null || (wasLeft && !memory.hasFailed)) memory.unansweredSince = startedAt;
  memory.checkStartedAt = startedAt;
  try {
    await refresh(context, number);
  } catch (error) {
    if (memory.checksApplied < number) memory.hasFailed = true;
    throw error;
  } finally {
    memory.checksSettled = Math.max(memory.checksSettled, number);
  }
}

/** Notes that the database gave no answer to something else than a check. */
export function noteUnanswered(since: number): void {
  memory.unansweredSince ??= since;
  memory.hasFailed = true;
}

/** Whether the database has failed, or kept silent for longer than anyone should wait. */
export function isAway(): boolean {
  if (memory.unansweredSince === null) return false;
  return memory.hasFailed || Date.now() - memory.unansweredSince >= patienceMs;
}

async function refresh({ env }: ReaderContext, number: number): Promise<void> {
  const db = openDatabase(readConfig(env));
  const { pointers, revoked } = await readLive(db);
  const digests = manifestsOf(pointers);
  const manifests = new Map<string, Manifest>();
  for (const digest of digests) {
    const known = memory.manifests.get(digest);
    if (known !== undefined) manifests.set(digest, known);
  }
  const missing = digests.filter((digest) => !manifests.has(digest));
  for (const [digest, body] of await loadDocuments(db, missing)) manifests.set(digest, JSON.parse(body) as Manifest);
  // A check that was slow must not bring back what a later one has replaced.
  if (number < memory.checksApplied) return;
  memory.checksApplied = number;
  memory.checkedAt = Date.now();
  memory.unansweredSince = null;
  memory.hasFailed = false;
  const hasMoved =
    pointers.length !== memory.live.size || pointers.some(({ chapter, id }) => memory.live.get(chapter)?.id !== id);
  if (!hasMoved && revoked.newest === memory.revocation && !memory.isProvisional) return;
  if (hasMoved) memory.previous = memory.live;
  takeUp({ live: publishedBy(pointers, manifests), manifests, revoked }, 'database');
  const published = [...memory.live.values(), ...memory.previous.values()];
  forgetUnused(published.flatMap(({ manifest, base }) => (base === null ? [manifest] : [manifest, base])));
}

/** All chapters move at once: no reader sees one half of a publish. */
function takeUp(
  { live, manifests, revoked }: Pick<typeof memory, 'live' | 'manifests'> & Pick<Carried, 'revoked'>,
  source: 'database' | 'carried',
): void {
  memory.live = live;
  memory.manifests = manifests;
  memory.revoked = revoked.entries;
  memory.revocation = revoked.newest;
  memory.source = source;
  memory.servedSince = Date.now();
  memory.isProvisional = source === 'carried';
  memory.generation += 1;
  memory.bundles.clear();
}

async function useCarried({ env }: ReaderContext): Promise<boolean> {
  const carried = await findCarried(env.ASSETS);
  // Another request may have got an answer meanwhile.
  if (memory.live.size > 0) return true;
  if (carried === null) return false;
  takeUp(carried, 'carried');
  memory.checkedAt = Date.parse(carried.readAt);
  return true;
}

/** What the database says, where it says it before anyone loses patience; null where something else should stand in. */
export async function answerInTime<Value>(asking: Promise<Value>): Promise<{ value: Value } | null> {
  const outcome = asking.then(
    (value) => ({ value }),
    (error: unknown) => {
      if (rootOf(error) instanceof DatabaseError) return null;
      throw error;
    },
  );
  return Promise.race([outcome, new Promise<null>((resolve) => setTimeout(() => resolve(null), patienceMs))]);
}

/** Where what is served comes from. Times are milliseconds since 1970. */
export interface Standing {
  source: 'database' | 'memory' | 'carried';
  /** Since when this isolate serves it. */
  servedSince: number;
  /** When the database last told what is live. */
  checkedAt: number;
  /** Since when the database gives no answer; null where it answers. */
  awaySince: number | null;
}

/** Tells where what is served comes from, once the check that began last has settled, or after a second. */
export async function findStanding(): Promise<Standing> {
  const newest = memory.checksStarted;
  const until = memory.checkStartedAt + patienceMs;
  await waitWhile(() => memory.checksSettled < newest && Date.now() < until);
  const { source, servedSince, checkedAt } = memory;
  const awaySince = isAway() ? memory.unansweredSince : null;
  return { source: source === 'database' && awaySince !== null ? 'memory' : source, servedSince, checkedAt, awaySince };
}

/** Whether answers may have to be replaced as soon as the database answers. */
export function isProvisional(): boolean {
  return memory.isProvisional;
}

/** Counts up whenever a release has moved. Two answers of one generation were made from the same releases. */
export function generation(): number {
  return memory.generation;
}

/** Number of the newest revocation that this isolate knows. */
export function newestRevocation(): number {
  return memory.revocation;
}
