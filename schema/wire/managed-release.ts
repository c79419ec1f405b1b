import { z } from 'zod';

/** A release, as those see it who may publish. */
export const Release = z
  .strictObject({
    id: z.string(),
    createdAt: z.iso.datetime(),
    publishedBy: z.string().nullable().meta({
      description:
        'Name of the token or organizer that published it, in this chapter or in the one it inherits from; null for a preview.',
    }),
    isLive: z.boolean().meta({ description: 'Whether it is what the chapter serves now.' }),
    retiredAt: z.iso.datetime().nullable().meta({
      description: 'When it was live last: null while it is, and for a preview, which never was.',
    }),
    shownAgain: z
      .array(z.strictObject({ at: z.iso.datetime(), by: z.string() }))
      .meta({ description: 'When it was rolled back to, and by which token or organizer; newest first.' }),
  })
  .meta({ id: 'Release', description: 'What a chapter serves, or served, from a publish on.' });
export type Release = z.infer<typeof Release>;
