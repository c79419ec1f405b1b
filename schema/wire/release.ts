import type { ChapterSource } from './chapter.ts';
import type { CampaignSource } from './content-set.ts';

/**
 * A row of a bundle: the item's slug, the digest of its document, what it is ordered by, and the entry and revision of
 * this layer that it was made from. The digest is null where a chapter hides the national item of that slug.
 */
export type BundleEntry = [
  slug: string,
  digest: string | null,
  order: number | string,
  entry: string,
  revision: number,
];

/** One chapter's layer: the digest of a bundle for each kind (in the plural) and locale that has anything in it. */
export interface Manifest {
  campaign: CampaignSource;
  chapter: ChapterSource & { slug: string; inherits: string | null };
  bundles: Record<string, Record<string, string>>;
  /** What it was compiled by: where this differs from now, everything is compiled anew. */
  compiledBy: string;
}
