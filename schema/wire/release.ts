import type { ChapterSource } from './chapter.ts';
import type { CampaignSource } from './content-set.ts';

/**
 * An item of a bundle: its slug, the digest of its document, and what it is ordered by. The digest is null where a
 * chapter hides the national item of that slug.
 */
export type BundleEntry = [slug: string, digest: string | null, order: number | string];

/** One chapter's layer: the digest of a bundle for each kind (in the plural) and locale that has anything in it. */
export interface Manifest {
  campaign: CampaignSource;
  chapter: ChapterSource & { slug: string; inherits: string | null };
  bundles: Record<string, Record<string, string>>;
  /** What it was compiled by: where this differs from now, everything is compiled anew. */
  compiledBy: string;
}
