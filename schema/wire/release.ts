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

/** The release that a chapter serves, by the digests of its manifest and of the national one beneath. */
export interface LivePointer {
  chapter: string;
  id: string;
  base: string | null;
  manifest: string;
}

/** What a deployment carries along for when the database can't be asked: all but the bundles, which are files of their own. */
export interface CarriedIndex {
  /** When the database said so. */
  readAt: string;
  pointers: LivePointer[];
  /** By digest. */
  manifests: Record<string, Manifest>;
  revoked: { entries: string[]; newest: number };
}

/** A file of a carried bundle: its document and those of its items by digest, less what was taken back. */
export type CarriedBundle = Record<string, string>;
