import type { EntryHead } from '../../../schema/wire/authored.ts';

/** Values of an entry by their names. */
export type Fields = Record<string, unknown>;

/** How words came into a language. */
export type Method = 'original' | 'human' | 'machine' | 'reviewed';

/** The words of an entry in one language. */
interface Translation {
  method: Method;
  /** What they were made from; noted by the server. */
  sourceDigest?: string;
  fields: Fields;
}

/** An entry as it is authored. */
export interface Source {
  mode: 'own' | 'override' | 'hide';
  status: 'draft' | 'published';
  baseDigest?: string;
  shared: Fields;
  translations: Record<string, Translation>;
}

/** An entry as the API gives it. */
export interface Entry extends EntryHead {
  source: Source;
}

/** The same without what the server notes: what is sent, kept and compared. */
export function plain({ mode, status, shared, translations }: Source): Source {
  const words = Object.entries(translations).map(([locale, { method, fields }]) => [locale, { method, fields }]);
  return { mode, status, shared, translations: Object.fromEntries(words) as Source['translations'] };
}

/** Whether two values are the same, in whichever order their fields stand and whatever space is around their words. */
export function isSame(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

/** A value as JSON with the fields of every object in order; what is undefined is not there. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part === 'string') return part.trim();
    if (part === null || typeof part !== 'object' || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** The language whose words the others are made from: the default, else that of the original. */
export function sourceLocaleOf({ translations }: Source, defaultLocale: string): string | null {
  if (Object.hasOwn(translations, defaultLocale)) return defaultLocale;
  return Object.keys(translations).find((locale) => translations[locale]!.method === 'original') ?? null;
}

/** A source with one of its values changed: by a pointer as `leavesOf` has them; undefined takes it away. */
export function withValue(source: Source, pointer: string, value: unknown): Source {
  const leaves = leavesOf(source);
  if (value === undefined) leaves.delete(pointer);
  else leaves.set(pointer, value);
  return fromLeaves(leaves);
}

/** What can be changed apart: by a JSON Pointer to each. */
export function leavesOf({ mode, status, shared, translations }: Source): Map<string, unknown> {
  const leaves = new Map<string, unknown>([
    ['/mode', mode],
    ['/status', status],
  ]);
  for (const [name, value] of Object.entries(shared)) leaves.set(`/shared/${name}`, value);
  for (const [locale, { method, fields }] of Object.entries(translations)) {
    leaves.set(`/translations/${locale}/method`, method);
    for (const [name, value] of Object.entries(fields)) leaves.set(`/translations/${locale}/fields/${name}`, value);
  }
  return leaves;
}

/** The source that has these values. */
export function fromLeaves(leaves: Map<string, unknown>): Source {
  const source: Source = { mode: 'own', status: 'draft', shared: {}, translations: {} };
  for (const [pointer, value] of leaves) {
    const [first, second, third, fourth] = pointer.slice(1).split('/');
    if (first === 'mode') source.mode = value as Source['mode'];
    else if (first === 'status') source.status = value as Source['status'];
    else if (first === 'shared') source.shared[second!] = value;
    else {
      const words = (source.translations[second!] ??= { method: 'human', fields: {} });
      if (third === 'method') words.method = value as Method;
      else words.fields[fourth!] = value;
    }
  }
  return source;
}
