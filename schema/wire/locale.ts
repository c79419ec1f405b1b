import { z } from 'zod';

/** A well-formed BCP 47 language tag, in its canonical form. */
export const LanguageTag = z
  .string()
  .max(35)
  .transform((tag, context) => {
    try {
      return new Intl.Locale(tag).toString();
    } catch {
      context.addIssue({ code: 'custom', message: 'Not a well-formed BCP 47 language tag' });
      return z.NEVER;
    }
  });

/** A language in which the campaign is published. */
export const LocaleInfo = z
  .strictObject({
    tag: z.string().meta({ description: 'BCP 47.', example: 'es' }),
    name: z.string().meta({ description: 'Its own name for itself.', example: 'Español' }),
    direction: z.enum(['ltr', 'rtl']),
    fallback: z.array(z.string()).meta({
      description: 'The locales that stand in for a text missing in this one, in order.',
    }),
  })
  .meta({ id: 'Locale', description: 'A language in which the campaign is published.' });
export type LocaleInfo = z.infer<typeof LocaleInfo>;
