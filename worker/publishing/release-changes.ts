import { and, desc, eq, gte, isNotNull, lt, or } from 'drizzle-orm';
import { findKind } from '../../schema/kinds/index.ts';
import { audit } from '../../schema/tables/access.ts';
import { livePointers, releases } from '../../schema/tables/releases.ts';
import type { ReleaseChanges } from '../../schema/wire/release-changes.ts';
import { readCampaign } from './input.ts';
import type { Database } from '../db.ts';
import { ProblemError } from '../problem.ts';
import { differencesBetween } from './diff.ts';
import { listSeen } from './entries.ts';
import type { Snapshot } from './item.ts';
import { titleOf, toCompared } from './pending.ts';
import { revisionsIn } from './rollback.ts';

const columns = { createdAt: releases.createdAt, base: releases.base, manifest: releases.manifest };

/**
 * What a release of a chapter changed, to what readers saw before.
 * @throws {ProblemError} `not_found` where the chapter has no such release, `publish_conflict` where it is being pruned.
 */
export async function readReleaseChanges(db: Database, chapter: string, release: string): Promise<ReleaseChanges> {
  const [after] = await db.query
    .select(columns)
    .from(releases)
    .where(and(eq(releases.id, release), eq(releases.chapter, chapter)));
  if (after === undefined) throw new ProblemError('not_found', { detail: 'The chapter has no such release' });
  const [[earlier], [act]] = await Promise.all([findEarlier(db, chapter, after), findAct(db, chapter, after)]);
  const hasNewBase = earlier !== undefined && earlier.base !== after.base;
  // What was live before is not always what was made before: it may have been shown again.
  const before = act === undefined ? earlier?.manifest : act.before;
  if (before === after.manifest) return { hasNewBase, entries: [] };
  const { defaultLocale } = await readCampaign(db);
  const [was, is] = await Promise.all([before ?? null, after.manifest].map((digest) => readSources(db, digest)));
  const ids = new Set([...was!.keys(), ...is!.keys()]);
  const entries = [...ids].flatMap((id) => changeOf(was!.get(id), is!.get(id), defaultLocale));
  return { hasNewBase, entries: entries.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)) };
}

interface Made {
  createdAt: string;
  manifest: string;
}

/** The one that was made before it, and that readers saw. */
function findEarlier(db: Database, chapter: string, { createdAt }: Made) {
  return db.query
    .select(columns)
    .from(releases)
    .leftJoin(livePointers, eq(livePointers.release, releases.id))
    .where(
      and(
        eq(releases.chapter, chapter),
        lt(releases.createdAt, createdAt),
        or(isNotNull(releases.retiredAt), isNotNull(livePointers.release)),
      ),
    )
    .orderBy(desc(releases.createdAt))
    .limit(1);
}

/** The publish that it came of. */
function findAct(db: Database, chapter: string, { createdAt, manifest }: Made) {
  return db.query
    .select({ before: audit.before })
    .from(audit)
    .where(
      and(
        eq(audit.action, 'publish'),
        eq(audit.target, `releases/${chapter}`),
        eq(audit.after, manifest),
        gte(audit.at, createdAt),
      ),
    )
    .orderBy(audit.number)
    .limit(1);
}

const keyOf = ({ kind, slug }: { kind: string; slug: string }) => `${kind}/${slug}`;

/** The entries of a chapter's own layer in the versions that it shows. */
async function readSources(db: Database, manifest: string | null): Promise<Map<string, Snapshot>> {
  if (manifest === null) return new Map();
  const revisions = await revisionsIn(db, manifest);
  const seen = await listSeen(
    db,
    [...revisions].map(([id, revision]) => ({ id, revision })),
  );
  return new Map(seen.map((snapshot) => [snapshot.id, snapshot]));
}

function changeOf(
  before: Snapshot | undefined,
  after: Snapshot | undefined,
  defaultLocale: string,
): ReleaseChanges['entries'] {
  const { kind, slug, mode } = (after ?? before)!;
  const isBoth = before !== undefined && after !== undefined;
  const differences = isBoth ? differencesBetween(toCompared(before), toCompared(after)) : [];
  if (isBoth && differences.length === 0) return [];
  const title = [after, before].map((source) => titleOf(kind, source, defaultLocale)).find((each) => each !== null);
  const change = nameChange(before, after);
  return [{ kind, plural: findKind(kind)!.plural, slug, title: title ?? null, mode, change, differences }];
}

function nameChange(before: Snapshot | undefined, after: Snapshot | undefined) {
  if (after === undefined) return 'removed';
  if (after.mode === 'hide' && before?.mode !== 'hide') return 'hidden';
  return before === undefined ? 'new' : 'changed';
}
