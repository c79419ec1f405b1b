import { z } from 'zod';
import { Slug, type Kind } from '../kinds/kind.ts';
import { entryShape, EntrySource, translationShape } from './content-set.ts';

/** How a translation stands to the words that it was made from. */
export const TranslationState = z.enum(['missing', 'stale', 'current']).meta({
  id: 'TranslationState',
  description:
    '`missing`: never written. `stale`: the words that it was made from have changed since. `current`: neither.',
});
export type TranslationState = z.infer<typeof TranslationState>;

/** What is told of an entry beside what was authored. */
export const EntryHead = z
  .strictObject({
    id: z.string().meta({ description: 'Opaque and stable.' }),
    chapter: Slug,
    kind: z.string(),
    slug: Slug,
    title: z.string().nullable().meta({
      description:
        'By what people know it, in the campaign’s default language or the first that has words; null where it says no such words itself.',
    }),
    mode: EntrySource.shape.mode,
    status: entryShape.status,
    revision: z.int().meta({ description: 'Counts up with every change.' }),
    publishedRevision: z.int().nullable().meta({ description: 'What readers see; null where they see none.' }),
    updatedAt: z.iso.datetime(),
    removed: z.boolean().meta({ description: 'Whether it was removed. It keeps its versions, and can be restored.' }),
    translations: z
      .record(z.string(), TranslationState)
      .meta({ description: 'The state of its words in every locale of the campaign.' }),
    upstreamMoved: z.boolean().meta({
      description: 'Whether the national words under this change are others than those it was made over.',
    }),
  })
  .meta({ id: 'EntryHead', description: 'An entry without its words.' });
export type EntryHead = z.infer<typeof EntryHead>;

/** One entry as a request brings it, for the code that serves every kind; its fields are checked by its kind. */
export const AnyEntry = EntrySource.omit({ kind: true, slug: true });
export const AnyNewEntry = EntrySource.omit({ kind: true });
export const AnyTranslation = EntrySource.shape.translations.valueType;

/** One version in an entry's history. */
export const Version = z
  .strictObject({
    revision: z.int(),
    changedBy: z.string().meta({ description: 'Name of the token that made the change.' }),
    changedAt: z.iso.datetime(),
    removes: z.boolean().meta({ description: 'Whether the change removed the entry.' }),
  })
  .meta({ id: 'Version', description: 'A state that an entry once had.' });
export type Version = z.infer<typeof Version>;

/** One value in which two versions differ. */
export const Difference = z
  .strictObject({
    pointer: z.string().meta({ description: 'JSON Pointer (RFC 6901) into what was authored.' }),
    before: z.unknown().optional().meta({ description: 'Absent where it was not there.' }),
    after: z.unknown().optional().meta({ description: 'Absent where it is gone.' }),
  })
  .meta({ id: 'Difference', description: 'One value in which two versions differ.' });
export type Difference = z.infer<typeof Difference>;

/** What is authored of a kind, as requests bring it and answers show it: a schema of its own for every kind. */
export function authoredSchemas(kind: Kind) {
  const { typeName, plural } = kind;
  const ownTranslation = z
    .strictObject({ ...translationShape, fields: kind.localizedSchema })
    .meta({ id: `${typeName}Translation`, description: `The words of one of the ${plural} in one language.` });
  const changedTranslation = z
    .strictObject({ ...translationShape, fields: kind.localizedOverride })
    .meta({ id: `${typeName}ChangedTranslation`, description: 'The words that a chapter changes, in one language.' });
  const modes = [
    {
      mode: z.literal('own'),
      ...entryShape,
      shared: kind.sharedSchema,
      translations: z.record(z.string(), ownTranslation),
    },
    {
      mode: z.literal('override'),
      ...entryShape,
      shared: kind.sharedOverride,
      translations: z.record(z.string(), changedTranslation),
    },
    {
      mode: z.literal('hide'),
      ...entryShape,
      shared: z.strictObject({}),
      translations: z.strictObject({}),
    },
  ] as const;
  const source = z.union(modes.map((shape) => z.strictObject(shape))).meta({
    id: `${typeName}Source`,
    description: `One of the ${plural} as it is authored: the chapter’s own, a change to a national one, or hiding it.`,
  });
  const newSource = z.union(modes.map((shape) => z.strictObject({ slug: Slug, ...shape }))).meta({
    id: `New${typeName}`,
    description: `One of the ${plural} that is to be written, with its slug.`,
  });
  const entry = z.strictObject({ ...EntryHead.shape, kind: z.literal(kind.name), source }).meta({
    id: `${typeName}Entry`,
    description: `One of the ${plural} with all that was authored: raw words only, never what fell back.`,
  });
  const version = z.strictObject({ ...Version.shape, source: z.union([source, z.null()]) }).meta({
    id: `${typeName}Version`,
    description: `One of the ${plural} as it once was; \`source\` is null where it was removed.`,
  });
  return {
    source,
    newSource,
    entry,
    version,
    translation: z.union([ownTranslation, changedTranslation]),
    examples: examplesOf(kind),
  };
}

function examplesOf({ name, example, search }: Kind) {
  const translation = { method: 'original', fields: example.localized };
  const source = { mode: 'own', status: 'published', shared: example.shared, translations: { en: translation } };
  const head: EntryHead = {
    id: 'k3v9x2m7q4p1',
    chapter: 'oregon',
    kind: name,
    slug: example.slug,
    title: String(example.localized[search.title]),
    mode: 'own',
    status: 'published',
    revision: 3,
    publishedRevision: 2,
    updatedAt: '2026-11-22T17:00:00.000Z',
    removed: false,
    translations: { en: 'current', es: 'missing' },
    upstreamMoved: false,
  };
  const version: Version = {
    revision: 3,
    changedBy: 'Oregon editors',
    changedAt: '2026-11-22T17:00:00.000Z',
    removes: false,
  };
  return { source, translation, head, version, entry: { ...head, source } };
}
