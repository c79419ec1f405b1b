import { z } from 'zod';
import { Slug } from '../kinds/kind.ts';

const Localized = z.strictObject({
  name: z.string().trim().min(1).max(120).meta({ description: 'What the chapter calls itself.' }),
  description: z.string().trim().min(1).max(500).meta({ description: 'One or two sentences.' }),
});

/** A chapter as it is authored, in `content/{chapter}/chapter.yaml`. */
export const ChapterSource = z.strictObject({
  region: z
    .string()
    .regex(/^[A-Z]{2}(?:-[A-Z0-9]{1,3})?$/)
    .meta({ description: 'ISO 3166: `US`, or `US-OR` for Oregon.' }),
  timeZone: z.string().refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone), {
    message: 'Not an IANA time zone',
  }),
  translations: z.record(z.string(), Localized),
});
export type ChapterSource = z.infer<typeof ChapterSource>;

/** A chapter as readers get it: the national campaign, or a state's. */
export const Chapter = z
  .strictObject({
    slug: Slug,
    inherits: Slug.nullable().meta({
      description: 'The chapter whose entries it shows beside its own; null for `national`.',
    }),
    region: z.string().meta({ description: 'ISO 3166: `US`, or `US-OR` for Oregon.', example: 'US-OR' }),
    timeZone: z.string().meta({ description: 'IANA name.', example: 'America/Los_Angeles' }),
    locale: z.string().meta({ description: 'The language of its name and description.' }),
    ...Localized.shape,
  })
  .meta({ id: 'Chapter', description: 'The national campaign, or one of its state chapters.' });
export type Chapter = z.infer<typeof Chapter>;
