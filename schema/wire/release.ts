import type { ChapterSource } from './chapter.ts';
import type { CampaignSource } from './content-set.ts';

/** An item of a bundle: its slug, the digest of its document, and what it is ordered by. */
export type BundleEntry = [slug: string, digest: string, order: number | string];

/** Everything that a release of a chapter serves: the digest of a bundle for each kind (in the plural) and locale. */
export interface Manifest {
  campaign: CampaignSource;
  chapter: ChapterSource & { slug: string; inherits: string | null };
  bundles: Record<string, Record<string, string>>;
}
