import { eq, isNull, max } from 'drizzle-orm';
import { campaigns, chapters } from '../../schema/tables/content.ts';
import { livePointers, publishes, releases } from '../../schema/tables/releases.ts';
import type { CampaignSource } from '../../schema/wire/content-set.ts';
import type { Manifest } from '../../schema/wire/release.ts';
import type { Database } from '../db.ts';
import { loadDocuments } from '../documents.ts';
import { ProblemError } from '../problem.ts';

/** A chapter with what it serves now. */
export interface Layer {
  chapter: Manifest['chapter'];
  /** Null where it serves nothing yet. */
  live: { release: string; base: string | null; manifest: string } | null;
  bundles: Manifest['bundles'];
  /** Whether it must be compiled as a whole: never published, or by other rules, or under other settings. */
  isStale: boolean;
}

export interface State {
  /** Number of the last publish. */
  revision: number;
  campaign: CampaignSource;
  /** `national` first. */
  layers: Layer[];
}

/**
 * Reads what is live, and by which settings it was made.
 * @throws {ProblemError} `not_found` where no campaign has been set up.
 */
export async function readState(db: Database, compiledBy: string): Promise<State> {
  const [[last], [settings], chapterRows, liveRows] = await Promise.all([
    db.query.select({ revision: max(publishes.revision) }).from(publishes),
    db.query.select({ settings: campaigns.settings }).from(campaigns),
    db.query
      .select({
        slug: chapters.slug,
        inherits: chapters.inherits,
        region: chapters.region,
        timeZone: chapters.timeZone,
        translations: chapters.translations,
      })
      .from(chapters)
      .where(isNull(chapters.deletedAt)),
    db.query
      .select({
        chapter: livePointers.chapter,
        release: releases.id,
        base: releases.base,
        manifest: releases.manifest,
      })
      .from(livePointers)
      .innerJoin(releases, eq(releases.id, livePointers.release)),
  ]);
  if (settings === undefined) throw new ProblemError('not_found', { detail: 'There is no campaign yet' });
  // It was checked before it was written.
  const campaign = settings.settings as unknown as CampaignSource;
  const bodies = await loadDocuments(
    db,
    liveRows.map(({ manifest }) => manifest),
  );
  const layers = chapterRows.map((chapter): Layer => {
    const live = liveRows.find((row) => row.chapter === chapter.slug) ?? null;
    const before = live === null ? null : (JSON.parse(bodies.get(live.manifest)!) as Manifest);
    const isStale =
      before?.compiledBy !== compiledBy ||
      JSON.stringify([before.campaign, before.chapter]) !== JSON.stringify([campaign, chapter]);
    return { chapter, live, bundles: isStale ? {} : before.bundles, isStale };
  });
  return { revision: last?.revision ?? 0, campaign, layers: layers.toSorted(nationalFirst) };
}

function nationalFirst({ chapter: a }: Layer, { chapter: b }: Layer): number {
  if (a.inherits === null || b.inherits === null) return a.inherits === null ? -1 : 1;
  return a.slug < b.slug ? -1 : 1;
}
