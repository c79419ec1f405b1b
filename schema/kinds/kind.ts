import { z } from 'zod';
import { MaybeImage, MaybePicture, toPicture } from './image.ts';
import { imagesWithoutWords, type BrokenRule, type Whole } from './rule.ts';

/** A name in an address: lower case, digits and single hyphens, 1 to 80 characters. */
export const Slug = z
  .string()
  .max(80)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'Use lower-case letters, digits and single hyphens')
  .meta({
    description: 'A name in an address: lower case, digits, single hyphens.',
    example: 'oregon',
  });

/** Text that an author writes in Markdown (CommonMark and tables); readers get it as `RichText`. */
export const Markdown = z
  .string()
  .trim()
  .min(1)
  .max(40_000)
  // No reader needs either, and both cost more than their length to compile.
  .refine(
    (text) => !/^(?:[ \t]*(?:>|[-*+][ \t]|\d+[.)][ \t])){21}/m.test(text),
    'Quotes or lists are nested too deeply',
  )
  .refine((text) => !/([*_~`[\](!<])\1{100}/.test(text), 'The same mark stands more than 100 times in a row')
  .brand<'Markdown'>()
  .meta({ description: 'Markdown: CommonMark and tables. Raw HTML is dropped when it is published.' });

/** What readers get for a `Markdown` field. */
export const RichText = z
  .strictObject({
    markdown: z.string().meta({ description: 'The text as its author wrote it.' }),
    html: z.string().meta({ description: 'The same as HTML, sanitized when it was published.' }),
    text: z.string().meta({ description: 'The same without any markup, for previews and search.' }),
  })
  .meta({ id: 'RichText', description: 'One text in three forms.' });
export type RichText = z.infer<typeof RichText>;

/** One line of plain text. */
export const Line = z.string().trim().min(1).max(300);

/** Where an entry stands among its kind; equal positions are ordered by slug. */
export const Position = z
  .int()
  .min(0)
  .max(9999)
  .meta({ description: 'Place among the entries of its kind, lowest first.' });

/** Where a figure or an account comes from, as far as the campaign knows. */
const Source = z
  .strictObject({
    publisher: Line.meta({ description: 'Who published it, or who says so.' }),
    title: Line.nullable().default(null).meta({ description: 'Title of the work; null where unknown.' }),
    issue: Line.nullable().default(null).meta({ description: 'Volume or issue; null where unknown.' }),
    year: z.int().min(1800).max(2200).nullable().default(null).meta({
      description: 'Year of publication; null where the campaign does not know it.',
    }),
    url: z
      .url({ protocol: /^https$/ })
      .nullable()
      .default(null),
  })
  .meta({
    id: 'Source',
    description: 'Where a figure or an account comes from. What is not known is null, never guessed.',
  });

/** The same, or nothing: a union, since the OpenAPI generator drops `nullable` from schemas that have a name. */
export const MaybeSource = z.union([Source, z.null()]).default(null);

/** Settings of the server that decide what is delivered. */
export interface PublishSettings {
  /** Whether texts that nobody has approved yet are delivered; true on a newcomer's machine, false in production. */
  showDrafts: boolean;
}

type Fields<Shape extends z.ZodRawShape> = z.output<z.ZodObject<Shape>>;
type Inner<T> = T extends z.ZodDefault<infer U> ? U : T;
type DeliveredField<Field> = Field extends typeof Markdown
  ? typeof RichText
  : Field extends typeof MaybeImage
    ? typeof MaybePicture
    : Field extends z.ZodOptional<infer Inside extends z.ZodType>
      ? z.ZodNullable<Inside>
      : Inner<Field>;
type DeliveredShape<Shape extends z.ZodRawShape> = { [K in keyof Shape]: DeliveredField<Shape[K]> };

/** Every delivered datum carries these beside its kind's own fields. */
function envelopeOf<Name extends string>(name: Name) {
  return {
    id: z.string().meta({ description: 'Opaque and stable: the same in every locale.' }),
    kind: z.literal(name),
    slug: Slug,
    chapter: Slug.meta({
      description: 'The chapter whose words these are: `national`, or the chapter that added or changed them.',
    }),
    locale: z.string().meta({
      description: 'BCP 47. The language these words are in, which may differ from the one asked for.',
    }),
    translation: z
      .enum(['original', 'human', 'machine', 'reviewed'])
      .meta({ description: 'How the words came into this language.' }),
    overriddenFields: z
      .array(z.string())
      .meta({ description: 'Fields of a national entry that the chapter has changed.' }),
    updatedAt: z.iso.datetime().meta({ description: 'RFC 3339, UTC. When the entry last changed.' }),
  };
}

function withoutDefaults(shape: z.ZodRawShape): z.ZodRawShape {
  return Object.fromEntries(
    Object.entries(shape).map(([key, field]) => [key, field instanceof z.ZodDefault ? field.unwrap() : field]),
  );
}

function delivered<Shape extends z.ZodRawShape>(shape: Shape): DeliveredShape<Shape> {
  const fields = Object.entries(withoutDefaults(shape)).map(([key, field]) => [key, deliveredField(field)]);
  return Object.fromEntries(fields) as DeliveredShape<Shape>;
}

/** A field that need not be there is null for readers. */
function deliveredField(field: unknown): unknown {
  if (field === Markdown) return RichText;
  if (field === MaybeImage) return MaybePicture;
  if (!(field instanceof z.ZodOptional)) return field;
  const { description } = field;
  const inside = (field.unwrap() as z.ZodType).nullable();
  return description === undefined ? inside : inside.meta({ description });
}

function keysOf(shape: z.ZodRawShape, isOne: (field: unknown) => boolean): string[] {
  return Object.keys(shape).filter((key) => isOne(shape[key]));
}

interface Declaration<
  Name extends string,
  Plural extends string,
  Shared extends z.ZodRawShape,
  Localized extends z.ZodRawShape,
  Derived extends z.ZodRawShape,
> {
  name: Name;
  /** The kind's name in addresses: `/v1/{plural}`. */
  plural: Plural;
  /** One sentence for the OpenAPI document and the editor. */
  description: string;
  /** Fields that are the same in every locale. */
  shared: Shared;
  /** Fields that are written anew in every locale. */
  localized: Localized;
  /** What orders a list, ascending; ties are broken by slug. */
  order: (fields: Fields<Shared>) => number | string;
  /** True where something outside its chapter goes by the slug alone, so that no two chapters may have the same. */
  isSlugShared?: boolean;
  /** Slugs that nothing can have, since their addresses are other pages'. */
  reservedSlugs?: readonly string[];
  /** Localized fields that search reads: the one it shows, and the rest. */
  search: { title: keyof Localized & string; body: readonly (keyof Localized & string)[] };
  /** A rule across fields: the reason why an entry can't be stored, at the field that breaks it. */
  check?: (fields: Fields<Shared>) => { field: keyof Shared & string; reason: string } | null;
  /** A rule across fields and languages: what breaks it, none where nothing does. */
  checkWhole?: (whole: Whole<Fields<Shared>, Fields<Localized>>) => Promise<BrokenRule[]>;
  /** Whether readers may see it; without this rule, always. */
  isPublic?: (fields: Fields<Shared> & Fields<Localized>, settings: PublishSettings) => boolean;
  /** Fields that are computed when an entry is published. */
  derived?: { shape: Derived; derive: (fields: Fields<Localized>) => Promise<Fields<Derived>> };
  /**
   * Whether its consent was taken back: it then disappears from every release at once, earlier ones too. Asked of what
   * an entry says itself: a chapter's change need not speak of it.
   */
  isRevoked?: (fields: Partial<Fields<Shared>>) => boolean;
  /** The words that may never change once they are public, or null where they still may: new words are a new entry. */
  frozenText?: (fields: Fields<Localized>) => string | null;
  /** A well-formed entry, for the OpenAPI document. */
  example: {
    slug: string;
    shared: z.input<z.ZodObject<Shared>>;
    localized: z.input<z.ZodObject<Localized>>;
    derived?: Fields<Derived>;
  };
}

/**
 * Declares a content kind. Everything else about it follows from this one declaration: how files and requests are
 * validated, its delivery operations with their OpenAPI schemas, its order in lists, and what search reads.
 */
export function defineKind<
  const Name extends string,
  const Plural extends string,
  Shared extends z.ZodRawShape,
  Localized extends z.ZodRawShape,
  Derived extends z.ZodRawShape = Record<never, never>,
>(declaration: Declaration<Name, Plural, Shared, Localized, Derived>) {
  const { name, shared, localized, derived, example, checkWhole } = declaration;
  const typeName = name[0]!.toUpperCase() + name.slice(1);
  const imageFields = keysOf(shared, (field) => field === MaybeImage);
  const optional = keysOf({ ...shared, ...localized }, (field) => field instanceof z.ZodOptional);
  const nothing = Object.fromEntries(optional.map((key) => [key, null]));
  const sharedSchema = z.strictObject(shared);
  const localizedSchema = z.strictObject(localized);
  return {
    ...declaration,
    typeName,
    sharedSchema,
    localizedSchema,
    /** For a chapter's override: any of the fields, none filled in. */
    sharedOverride: z.strictObject(withoutDefaults(shared)).partial(),
    localizedOverride: z.strictObject(withoutDefaults(localized)).partial(),
    markdownFields: keysOf(localized, (field) => field === Markdown),
    imageFields,
    checkWhole: async (whole: Whole<never, never>): Promise<BrokenRule[]> => [
      ...imagesWithoutWords(imageFields, whole),
      ...((await checkWhole?.(whole)) ?? []),
    ],
    /** Shared fields as readers get them, and null for each that need not be there and is not. */
    deliverShared: (fields: Record<string, unknown>): Record<string, unknown> => ({
      ...nothing,
      ...fields,
      ...Object.fromEntries(imageFields.map((key) => [key, toPicture(fields[key] as never)])),
    }),
    /** What readers get. */
    item: z
      .strictObject({
        ...envelopeOf(name),
        ...delivered(shared),
        ...delivered(localized),
        ...(derived?.shape ?? ({} as Derived)),
      })
      .meta({ id: typeName, description: declaration.description }),
    exampleItem: exampleItemOf(name, example.slug, {
      ...nothing,
      ...sharedSchema.parse(example.shared),
      ...richen(localized, localizedSchema.parse(example.localized)),
      ...example.derived,
    }),
  };
}

function richen(shape: z.ZodRawShape, fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      key,
      (shape[key] as unknown) === Markdown ? { markdown: value, html: `<p>${String(value)}</p>`, text: value } : value,
    ]),
  );
}

function exampleItemOf(kind: string, slug: string, fields: Record<string, unknown>) {
  return {
    id: 'k3v9x2m7q4p1',
    kind,
    slug,
    chapter: 'national',
    locale: 'en',
    translation: 'original',
    overriddenFields: [],
    updatedAt: '2026-11-22T17:00:00.000Z',
    ...fields,
  };
}

/** Any kind, for code that serves all of them. */
export interface Kind extends Omit<
  ReturnType<typeof defineKind>,
  | 'shared'
  | 'localized'
  | 'order'
  | 'search'
  | 'check'
  | 'checkWhole'
  | 'isPublic'
  | 'isRevoked'
  | 'frozenText'
  | 'derived'
  | 'example'
  | 'item'
> {
  shared: z.ZodRawShape;
  localized: z.ZodRawShape;
  order: (fields: never) => number | string;
  search: { title: string; body: readonly string[] };
  check?: (fields: never) => { field: string; reason: string } | null;
  checkWhole: (whole: Whole<never, never>) => Promise<BrokenRule[]>;
  isPublic?: (fields: never, settings: PublishSettings) => boolean;
  isRevoked?: (fields: never) => boolean;
  frozenText?: (fields: never) => string | null;
  derived?: { shape: z.ZodRawShape; derive: (fields: never) => Promise<Record<string, unknown>> };
  example: { slug: string; shared: Record<string, unknown>; localized: Record<string, unknown> };
  item: z.ZodObject;
}
