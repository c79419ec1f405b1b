import { z } from 'zod';
import { Slug } from '../kinds/kind.ts';
import { TranslationState } from './authored.ts';
import { ChapterSource } from './chapter.ts';

/** A chapter as it is authored, for those who manage it. */
export const ManagedChapter = z
  .strictObject({ slug: Slug, inherits: Slug.nullable(), ...ChapterSource.shape })
  .meta({ id: 'ManagedChapter', description: 'A chapter as it is authored.' });
export type ManagedChapter = z.infer<typeof ManagedChapter>;

/** A chapter that is to be made. */
export const NewChapter = z
  .strictObject({ slug: Slug, ...ChapterSource.shape })
  .meta({ id: 'NewChapter', description: 'A chapter that is to be made. It shows the national entries.' });

/** How far a kind is translated into a locale. */
export const Coverage = z
  .strictObject({
    locale: z.string(),
    kind: z.string(),
    missing: z.int().min(0),
    stale: z.int().min(0),
    current: z.int().min(0),
    entries: z
      .array(z.strictObject({ slug: Slug, state: TranslationState, method: z.string().nullable() }))
      .meta({ description: 'Every entry with words in any language; the method is null where it is missing.' }),
  })
  .meta({ id: 'Coverage', description: 'How far a chapter’s entries of a kind are translated into a locale.' });
export type Coverage = z.infer<typeof Coverage>;

/** How a chapter fares, in figures. */
export const ChapterActivity = z
  .strictObject({
    chapter: Slug,
    publishedAt: z.iso.datetime().nullable().meta({
      description:
        'When what it serves now was published, by itself or by a national publish; null where it serves nothing.',
    }),
    changedAt: z.iso.datetime().nullable().meta({ description: 'When something was written last; null: never.' }),
    entries: z.int().min(0).meta({ description: 'What it owns.' }),
    drafts: z.int().min(0).meta({ description: 'Of these, what no publish shows yet.' }),
    pending: z.int().min(0).meta({ description: 'Entries that the next publish would change.' }),
    locales: z
      .array(
        z.strictObject({
          locale: z.string(),
          missing: z.int().min(0),
          stale: z.int().min(0),
          current: z.int().min(0),
        }),
      )
      .meta({
        description:
          'For each locale, entries whose words are not there, were made from others, or are as they should be.',
      }),
  })
  .meta({ id: 'ChapterActivity', description: 'How a chapter fares, in figures.' });
export type ChapterActivity = z.infer<typeof ChapterActivity>;

/** What is to be published. */
export const PublishRequest = z
  .strictObject({
    chapter: Slug,
    entries: z
      .array(z.strictObject({ kind: z.string(), slug: Slug }))
      .min(1)
      .max(1000)
      .optional()
      .meta({ description: 'Only these; without it all that changed in the chapter.' }),
  })
  .meta({ id: 'PublishRequest', description: 'What is to be published.' });
