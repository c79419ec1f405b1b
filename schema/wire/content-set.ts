import { z } from 'zod';
import { Slug } from '../kinds/kind.ts';
import { ChapterSource } from './chapter.ts';
import { LanguageTag, LocaleInfo } from './locale.ts';

/** What the campaign is called and how it looks: `content/campaign.yaml`. */
export const CampaignSource = z
  .strictObject({
    name: z.string().trim().min(1).max(80),
    defaultLocale: z.string(),
    locales: z.array(LocaleInfo).min(1),
    brand: z.strictObject({
      ink: z.string(),
      paper: z.string(),
      evergreen: z.string(),
      deep: z.string(),
      clay: z.string(),
      gold: z.string(),
    }),
    retentionDays: z.int().positive().optional().meta({
      description: 'After how many days what people sent is erased; absent where it is kept until someone asks.',
    }),
    links: z.record(Slug, z.url({ protocol: /^https$/ })).meta({ description: 'Known addresses elsewhere, by name.' }),
  })
  .superRefine(({ locales, defaultLocale }, context) => {
    locales.forEach(({ tag }, index) => {
      const isTag = LanguageTag.safeParse(tag).data === tag;
      if (isTag && locales.findIndex((each) => each.tag === tag) === index) return;
      context.addIssue({
        code: 'custom',
        path: ['locales', index, 'tag'],
        message: 'Must be a language tag in canonical form, once',
      });
    });
    const tags = new Set(locales.map(({ tag }) => tag));
    if (!tags.has(defaultLocale)) {
      context.addIssue({ code: 'custom', path: ['defaultLocale'], message: 'Must be one of the locales' });
    }
    locales.forEach(({ fallback }, index) => {
      if (fallback.some((tag) => !tags.has(tag))) {
        context.addIssue({
          code: 'custom',
          path: ['locales', index, 'fallback'],
          message: 'Must name locales of this list',
        });
      }
    });
  });
export type CampaignSource = z.infer<typeof CampaignSource>;

const Digest = z.string().regex(/^[0-9a-f]{64}$/, 'Not a SHA-256 in hexadecimal');

/** What a translation says beside its words. */
export const translationShape = {
  method: z.enum(['original', 'human', 'machine', 'reviewed']).meta({ description: 'How it came into this language.' }),
  sourceDigest: Digest.optional().meta({
    description:
      'SHA-256 of the words that it was made from. Set by the server; where it is absent nobody knows, and it counts as current.',
  }),
};

/** What an entry says beside its words. */
export const entryShape = {
  status: z.enum(['draft', 'published']).meta({ description: 'Whether the next publish shows it to readers.' }),
  baseDigest: Digest.optional().meta({
    description:
      'Of a change to a national entry: SHA-256 of the national words that it was made over. Set by the server.',
  }),
};

/** One entry with all its translations. Its fields are checked by its kind. */
export const EntrySource = z.strictObject({
  kind: z.string(),
  slug: Slug,
  mode: z
    .enum(['own', 'override', 'hide'])
    .meta({ description: 'The chapter’s own, or a change to the national entry of the same slug.' }),
  ...entryShape,
  shared: z.record(z.string(), z.unknown()),
  translations: z.record(
    z.string(),
    z.strictObject({
      ...translationShape,
      fields: z.record(z.string(), z.unknown()),
    }),
  ),
});
export type EntrySource = z.infer<typeof EntrySource>;

/** An entry as its author wrote it: without the digests that a server notes. */
export function withoutNotes({ baseDigest: _base, translations, ...rest }: EntrySource): EntrySource {
  const words = Object.entries(translations).map(([locale, { sourceDigest: _source, ...each }]) => [locale, each]);
  return { ...rest, translations: Object.fromEntries(words) as EntrySource['translations'] };
}

/** All that stands in `content/`. */
export const ContentSet = z
  .strictObject({
    campaign: CampaignSource,
    chapters: z.array(z.strictObject({ slug: Slug, ...ChapterSource.shape, entries: z.array(EntrySource).max(5000) })),
  })
  .meta({ id: 'ContentSet', description: 'All authored content: the campaign, its chapters and their entries.' });
export type ContentSet = z.infer<typeof ContentSet>;

/** What a publish did. */
export const PublishReport = z
  .strictObject({
    changed: z.boolean().meta({ description: 'False where readers see what they saw before.' }),
    chapters: z.array(z.strictObject({ chapter: Slug, release: z.string() })),
    embargoed: z
      .array(z.strictObject({ chapter: Slug, kind: z.string(), slug: Slug, until: z.iso.datetime() }))
      .meta({ description: 'What was held back, since it is scheduled for later.' }),
  })
  .meta({ id: 'PublishReport', description: 'Which release of each chapter is live after the publish.' });
export type PublishReport = z.infer<typeof PublishReport>;
