import { sha256Hex } from '../../schema/kinds/digest.ts';
import { kinds } from '../../schema/kinds/index.ts';
import type { Kind, PublishSettings } from '../../schema/kinds/kind.ts';
import type { ContentSet, EntrySource } from '../../schema/wire/content-set.ts';
import type { BundleEntry, Manifest } from '../../schema/wire/release.ts';
import { toRichText } from './rich-text.ts';

/** An entry that its kind has checked, and when it last changed. */
export interface Entry extends EntrySource {
  id: string;
  chapter: string;
  updatedAt: string;
}

/** What a publish makes: bodies by digest, and each chapter's manifest. */
export interface Compiled {
  documents: Map<string, string>;
  manifests: Map<string, string>;
  counts: Map<string, number>;
  /** Digests of the words that may never change once public, by `{chapter}/{kind}/{slug}/{locale}`. */
  frozen: Map<string, string>;
}

interface Resolved {
  entry: Entry;
  locale: string;
  order: number | string;
  digest: string;
  frozen: { key: string; text: string } | null;
}

/** Resolves everything that a reader would otherwise wait for: overlay, locale fallback, Markdown, derived fields. */
export async function compile(
  campaign: ContentSet['campaign'],
  chapters: ContentSet['chapters'],
  entries: readonly Entry[],
  settings: PublishSettings,
): Promise<Compiled> {
  const documents = new Map<string, string>();
  const keep = async (value: unknown): Promise<string> => {
    const body = JSON.stringify(value);
    const digest = await sha256Hex(body);
    documents.set(digest, body);
    return digest;
  };
  const manifests = new Map<string, string>();
  const counts = new Map<string, number>();
  const frozen = new Map<string, string>();
  for (const { slug, region, timeZone, translations } of chapters) {
    const manifest: Manifest = {
      campaign,
      chapter: { slug, inherits: slug === 'national' ? null : 'national', region, timeZone, translations },
      bundles: {},
    };
    let items = 0;
    for (const kind of kinds) {
      const visible = overlay(kind, slug, entries);
      const bundles: Record<string, string> = {};
      for (const locale of campaign.locales) {
        const chain = [...new Set([locale.tag, ...locale.fallback, campaign.defaultLocale])];
        const resolved = await Promise.all(visible.map((layers) => resolve(kind, layers, chain, settings, keep)));
        const listed = resolved.filter((item) => item !== null).toSorted(inOrder);
        for (const { key, text } of listed.flatMap((item) => item.frozen ?? [])) {
          frozen.set(key, await sha256Hex(text));
        }
        bundles[locale.tag] = await keep(
          listed.map(({ entry, digest, order }): BundleEntry => [entry.slug, digest, order]),
        );
        if (locale.tag === campaign.defaultLocale) items += listed.length;
      }
      manifest.bundles[kind.plural] = bundles;
    }
    manifests.set(slug, await keep(manifest));
    counts.set(slug, items);
  }
  return { documents, manifests, counts, frozen };
}

interface Layers {
  base: Entry;
  override: Entry | null;
}

/** The published entries of a kind that a chapter shows: its own, and the national ones that it did not hide. */
function overlay(kind: Kind, chapter: string, entries: readonly Entry[]): Layers[] {
  const ofKind = entries.filter((entry) => entry.kind === kind.name && entry.status === 'published');
  const local = new Map(ofKind.filter((entry) => entry.chapter === chapter).map((entry) => [entry.slug, entry]));
  const inherited = ofKind.filter((entry) => entry.chapter === 'national' && chapter !== 'national');
  return [
    ...inherited
      .filter(({ slug }) => (local.get(slug)?.mode ?? 'override') === 'override')
      .map((base) => ({ base, override: local.get(base.slug) ?? null })),
    ...[...local.values()].filter(({ mode }) => mode === 'own').map((base) => ({ base, override: null })),
  ];
}

async function resolve(
  kind: Kind,
  { base, override }: Layers,
  chain: readonly string[],
  settings: PublishSettings,
  keep: (value: unknown) => Promise<string>,
): Promise<Resolved | null> {
  const locale = chain.find((tag) => Object.hasOwn(base.translations, tag));
  if (locale === undefined) return null;
  const translation = base.translations[locale]!;
  // A change in another language than the text under it would be passed off as a translation: it waits for its own.
  const localChange = override?.translations[locale];
  const shared = { ...base.shared, ...override?.shared };
  const fields = { ...translation.fields, ...localChange?.fields };
  if (kind.isPublic?.({ ...shared, ...fields } as never, settings) === false) return null;
  const overriddenFields = [...Object.keys(override?.shared ?? {}), ...Object.keys(localChange?.fields ?? {})];
  const item = {
    id: base.id,
    kind: kind.name,
    slug: base.slug,
    chapter: overriddenFields.length > 0 ? override!.chapter : base.chapter,
    locale,
    translation: (localChange ?? translation).method,
    overriddenFields,
    updatedAt: [base.updatedAt, override?.updatedAt ?? ''].toSorted().at(-1),
    ...shared,
    ...Object.fromEntries(
      Object.entries(fields).map(([key, value]) => [
        key,
        kind.markdownFields.includes(key) ? toRichText(String(value)) : value,
      ]),
    ),
    ...(await kind.derived?.derive(fields as never)),
  };
  const text = kind.frozenText?.(fields as never) ?? null;
  return {
    entry: base,
    locale,
    order: kind.order(shared as never),
    digest: await keep(item),
    frozen: text === null ? null : { key: [item.chapter, kind.name, base.slug, locale].join('/'), text },
  };
}

function inOrder(a: Resolved, b: Resolved): number {
  if (a.order !== b.order) return a.order < b.order ? -1 : 1;
  return a.entry.slug < b.entry.slug ? -1 : 1;
}
