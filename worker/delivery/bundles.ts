import { sha256Hex } from '../../schema/kinds/digest.ts';
import type { BundleEntry, LivePointer, Manifest } from '../../schema/wire/release.ts';
import { ProblemError } from '../problem.ts';

/** One item of a bundle, ready to be sent. */
export interface BundleItem {
  slug: string;
  order: number | string;
  /** SHA-256 of the item's JSON. */
  digest: string;
  /** The item as JSON. */
  body: string;
}

/** What a chapter shows of a kind in a locale. */
export interface Bundle {
  /** The release that it is of. */
  release: string;
  /** The same for the same items in the same order. */
  digest: string;
  items: readonly BundleItem[];
}

/** A chapter's layer, and the national one beneath; null for `national` itself. */
export interface Layers {
  manifest: Manifest;
  base: Manifest | null;
}

/** A chapter's layers as they were published. */
export type Published = Layers & { id: string };

/** A kind in the plural, and a locale. */
export type Place = [plural: string, locale: string];

/** Finds documents by their digests, wherever they are kept. */
export type Load = (digests: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/** Documents that this isolate has read: bundles' rows, and the items that they name. Shared by all who inherit them. */
const memory = {
  rows: new Map<string, BundleEntry[]>(),
  items: new Map<string, string>(),
};

/** What each chapter has published, by its slug. */
export function publishedBy(
  pointers: readonly LivePointer[],
  manifests: ReadonlyMap<string, Manifest>,
): Map<string, Published> {
  return new Map(
    pointers.map(({ chapter, id, base, manifest }) => [
      chapter,
      { id, manifest: manifests.get(manifest)!, base: base === null ? null : manifests.get(base)! },
    ]),
  );
}

/**
 * Reads a chapter's view of a kind in a locale: its own items over the national ones, less those that were revoked.
 * @throws {ProblemError} `unavailable` where a document of it is not to be found.
 */
export async function readBundle(
  load: Load,
  published: Published,
  place: Place,
  revoked: ReadonlySet<string>,
): Promise<Bundle> {
  const digests = layerDigests(published, place);
  const rows = await findThrough(
    memory.rows,
    // A kind or locale that is newer than a layer has nothing in it yet.
    digests.filter((digest) => digest !== undefined),
    load,
    (body) => JSON.parse(body) as BundleEntry[],
  );
  const [national, own] = digests.map((digest) => (digest === undefined ? [] : rows.get(digest)!));
  const visible = overlay(national!, own!, revoked);
  const bodies = await findThrough(
    memory.items,
    visible.map(({ digest }) => digest),
    load,
    (body) => body,
  );
  return {
    release: published.id,
    digest: await sha256Hex(visible.map(({ digest }) => digest).join(' ')),
    items: visible.map((item) => ({ ...item, body: bodies.get(item.digest)! })),
  };
}

/** The digests of the national bundle and of the chapter's own, where there are any. */
export function layerDigests({ base, manifest }: Layers, [plural, locale]: Place): (string | undefined)[] {
  return [base, manifest].map((layer) => (layer === null ? undefined : findDigest(layer, plural, locale)));
}

function findDigest({ bundles }: Manifest, plural: string, locale: string): string | undefined {
  const byLocale = Object.hasOwn(bundles, plural) ? bundles[plural]! : {};
  return Object.hasOwn(byLocale, locale) ? byLocale[locale] : undefined;
}

function overlay(
  national: BundleEntry[],
  own: BundleEntry[],
  revoked: ReadonlySet<string>,
): Omit<BundleItem, 'body'>[] {
  const local = new Set(own.map(([slug]) => slug));
  const gone = new Set(national.filter(([, , , entry]) => revoked.has(entry)).map(([slug]) => slug));
  const rows = [...national.filter(([slug]) => !local.has(slug)), ...own];
  return rows
    .filter(([slug, digest, , entry]) => digest !== null && !gone.has(slug) && !revoked.has(entry))
    .map(([slug, digest, order]) => ({ slug, digest: digest!, order }))
    .toSorted(inOrder);
}

function inOrder(a: Omit<BundleItem, 'body'>, b: Omit<BundleItem, 'body'>): number {
  if (a.order !== b.order) return a.order < b.order ? -1 : 1;
  return a.slug < b.slug ? -1 : 1;
}

/** Finds documents in memory, and loads those that are not there yet. */
async function findThrough<Value>(
  known: Map<string, Value>,
  digests: readonly string[],
  load: Load,
  parse: (body: string) => Value,
): Promise<Map<string, Value>> {
  const found = new Map<string, Value>();
  const missing: string[] = [];
  for (const digest of digests) {
    const value = known.get(digest);
    if (value === undefined) missing.push(digest);
    else found.set(digest, value);
  }
  if (missing.length === 0) return found;
  const loaded = await load(missing);
  for (const digest of missing) {
    const body = loaded.get(digest);
    if (body === undefined) throw new ProblemError('unavailable', { detail: 'A part of the release is missing' });
    const value = parse(body);
    known.set(digest, value);
    found.set(digest, value);
  }
  return found;
}

/** Drops what none of these manifests names. */
export function forgetUnused(manifests: readonly Manifest[]): void {
  const bundles = manifests.flatMap((manifest) => Object.values(manifest.bundles));
  keepOnly(memory.rows, new Set(bundles.flatMap((byLocale) => Object.values(byLocale))));
  keepOnly(memory.items, new Set([...memory.rows.values()].flatMap((rows) => rows.map(([, digest]) => digest ?? ''))));
}

function keepOnly(map: Map<string, unknown>, keys: Set<string>): void {
  for (const key of map.keys()) if (!keys.has(key)) map.delete(key);
}
