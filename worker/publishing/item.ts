import type { Kind, PublishSettings } from '../../schema/kinds/kind.ts';
import type { EntrySource } from '../../schema/wire/content-set.ts';
import type { BundleEntry } from '../../schema/wire/release.ts';
import { listBroken } from '../check-content.ts';
import type { SearchedItem } from '../words.ts';
import { toRichText } from './rich-text.ts';

/** An entry as one of its versions has it. */
export interface Snapshot extends EntrySource {
  id: string;
  chapter: string;
  revision: number;
  updatedAt: string;
}

/** A national entry and what a chapter changes in it, or a chapter's own entry. */
export interface Layers {
  base: Snapshot;
  override: Snapshot | null;
}

/** Keeps a document under its digest; an item is found by search from then on. */
export type Keep = (value: unknown, searched?: SearchedItem) => Promise<string>;

/** Holds a publish back, and says why. */
export type Refuse = (code: 'override_broken' | 'rule_broken', reason: string) => void;

interface CompileContext {
  kind: Kind;
  /** The locale, and those that stand in for it, in order. */
  chain: readonly string[];
  settings: PublishSettings;
  keep: Keep;
  /** Told of words that may never change once they are public. */
  freeze: (key: string, text: string) => void;
  /** Told of what breaks a rule: a change no longer fits the national entry, which may have moved under it. */
  refuse: Refuse;
}

/**
 * Resolves everything that a reader would otherwise wait for: overlay, locale fallback, Markdown, derived fields.
 * @returns its place in a bundle; null where readers of this locale see nothing.
 */
export async function compileItem({ base, override }: Layers, context: CompileContext): Promise<BundleEntry | null> {
  const { kind, chain, settings, keep, freeze, refuse } = context;
  const locale = chain.find((tag) => Object.hasOwn(base.translations, tag));
  if (locale === undefined) return null;
  const translation = base.translations[locale]!;
  // A change in another language than the text under it would be passed off as a translation: it waits for its own.
  const localChange = override?.translations[locale];
  const shared = { ...base.shared, ...override?.shared };
  const fields = { ...translation.fields, ...localChange?.fields };
  const place = `${kind.name}/${base.slug}`;
  const subject = override === null ? `${base.chapter} has ${place}` : `${override.chapter} changes ${place}`;
  const code = override === null ? 'rule_broken' : 'override_broken';
  const broken = override === null ? null : kind.check?.(shared as never);
  if (broken) refuse(code, `${subject}, at "${broken.field}": ${broken.reason}`);
  for (const { pointer, reason } of await listBroken(kind, base, override)) {
    refuse(code, `${subject}, at "${pointer}": ${reason}`);
  }
  if (kind.isPublic?.({ ...shared, ...fields } as never, settings) === false) return null;
  const overriddenFields = [...Object.keys(override?.shared ?? {}), ...Object.keys(localChange?.fields ?? {})];
  const chapter = overriddenFields.length > 0 ? override!.chapter : base.chapter;
  const text = kind.frozenText?.(fields as never) ?? null;
  if (text !== null) freeze([chapter, kind.name, base.slug, locale].join('/'), text);
  const item = {
    id: base.id,
    kind: kind.name,
    slug: base.slug,
    chapter,
    locale,
    translation: (localChange ?? translation).method,
    overriddenFields,
    updatedAt: [base.updatedAt, override?.updatedAt ?? ''].toSorted().at(-1),
    ...kind.deliverShared(shared),
    ...Object.fromEntries(
      Object.entries(fields).map(([key, value]) => [
        key,
        kind.markdownFields.includes(key) ? toRichText(String(value)) : value,
      ]),
    ),
    ...(await kind.derived?.derive(fields as never)),
  };
  const { id, revision } = override ?? base;
  return [base.slug, await keep(item, item), kind.order(shared as never), id, revision];
}
