import { findKind } from '../../schema/kinds/index.ts';
import type { PublishSettings } from '../../schema/kinds/kind.ts';
import type { CampaignSource } from '../../schema/wire/content-set.ts';
import type { BundleEntry, Manifest } from '../../schema/wire/release.ts';
import { compileItem, type Keep, type Refuse, type Snapshot } from './item.ts';

/** A kind and slug in a chapter's layer, as it is published from now on; null where it is there no more. */
export interface Change {
  kind: string;
  slug: string;
  entry: Snapshot | null;
  /** The published national entry of the same kind and slug, under a chapter's layer. */
  base: Snapshot | null;
}

interface LayerContext {
  campaign: CampaignSource;
  chapter: Manifest['chapter'];
  settings: PublishSettings;
  compiledBy: string;
  keep: Keep;
  freeze: (key: string, text: string) => void;
  refuse: Refuse;
  /** The body of a bundle that was kept before. */
  loadBundle: (digest: string) => BundleEntry[];
}

/**
 * Applies changes to a chapter's layer. What they do not touch is not compiled, nor read.
 * @returns the digest of the layer's new manifest.
 */
export async function compileLayer(
  previous: Manifest['bundles'],
  changes: readonly Change[],
  context: LayerContext,
): Promise<string> {
  const { campaign, chapter, compiledBy, keep, loadBundle } = context;
  const bundles = { ...previous };
  for (const [kindName, ofKind] of Map.groupBy(changes, ({ kind }) => kind)) {
    const { plural } = findKind(kindName)!;
    const byLocale = { ...bundles[plural] };
    for (const { tag } of campaign.locales) {
      const before = byLocale[tag];
      const rows = new Map((before === undefined ? [] : loadBundle(before)).map((row) => [row[0], row]));
      for (const change of ofKind) {
        const row = await compileRow(change, tag, context);
        if (row === null) rows.delete(change.slug);
        else rows.set(change.slug, row);
      }
      if (rows.size > 0) byLocale[tag] = await keep([...rows.values()].toSorted(inOrder));
      else delete byLocale[tag];
    }
    bundles[plural] = byLocale;
  }
  return keep({ campaign, chapter, bundles, compiledBy } satisfies Manifest);
}

async function compileRow(
  { kind: name, slug, entry, base }: Change,
  locale: string,
  context: LayerContext,
): Promise<BundleEntry | null> {
  if (entry === null) return null;
  const kind = findKind(name)!;
  const fallback = context.campaign.locales.find(({ tag }) => tag === locale)!.fallback;
  const chain = [...new Set([locale, ...fallback, context.campaign.defaultLocale])];
  if (entry.mode === 'own') return compileItem({ base: entry, override: null }, { ...context, kind, chain });
  if (base === null) return null;
  const hidden: BundleEntry = [slug, null, 0, entry.id, entry.revision];
  if (entry.mode === 'hide') return hidden;
  return (await compileItem({ base, override: entry }, { ...context, kind, chain })) ?? hidden;
}

/** As lists have it: by what the kind orders by, then by slug. */
function inOrder([slugA, , a]: BundleEntry, [slugB, , b]: BundleEntry): number {
  if (a !== b) return a < b ? -1 : 1;
  return slugA < slugB ? -1 : 1;
}
