import { blankOf } from './groups.ts';
import type { Form, Schema } from './schema.ts';
import type { Fields, Source } from './source.ts';

/** What a new entry begins with where its kind gives nothing: in the middle of its list, and of today. */
function startValues(): Fields {
  const now = new Date();
  const today = new Date(now.valueOf() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
  return { position: 100, publishedOn: today };
}

/** A new entry of a chapter's own: a draft, so that nobody publishes it half written. */
export function newSource({ shared, localized }: Form, locale: string): Source {
  const values = startValues();
  const starts = Object.entries(values).filter(([name]) => shared.properties?.[name] !== undefined);
  return {
    mode: 'own',
    status: 'draft',
    shared: { ...(blankOf(shared) as Fields), ...Object.fromEntries(starts) },
    translations: { [locale]: { method: 'original', fields: blankOf(localized) as Fields } },
  };
}

/** Whether a shared field can wait behind “More”: what a kind gives by default, or what it begins with here. */
export function canWait(form: Form, name: string, schema: Schema): boolean {
  const isGiven = schema.default !== undefined || Object.hasOwn(startValues(), name);
  return schema.name !== 'Image' && (isGiven || form.shared.required?.includes(name) !== true);
}

/** A slug made of a title: what it says in letters and digits of an address. */
export function slugOf(title: string, { slug: { maxLength, reserved } }: Form): string {
  const plainLetters = title.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const slug = plainLetters
    .replaceAll(/[’']/g, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, Math.min(60, maxLength))
    .replaceAll(/^-|-$/g, '');
  // A title in another script has no letter that an address can have.
  const made = slug === '' ? `entry-${Date.now().toString(36)}` : slug;
  return reserved.includes(made) ? `${made}-2` : made;
}

/** The slug to try where this one is taken. */
export function nextSlug(slug: string): string {
  const [, stem, number] = /^(.*?)(?:-(\d+))?$/.exec(slug)!;
  return `${stem}-${Number(number ?? 1) + 1}`;
}
