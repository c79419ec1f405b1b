import { z } from 'zod';

const JsonSchema = z.record(z.string(), z.unknown());

/** What an editor needs to know of a kind, to make a form of it. */
export const KindForm = z
  .strictObject({
    name: z.string(),
    plural: z.string().meta({ description: 'Its name in addresses: `/v1/manage/{plural}`.' }),
    description: z.string(),
    shared: JsonSchema.meta({
      description:
        'JSON Schema 2020-12 of the fields that are the same in every language, as they are sent. `format` is `markdown` where a text is Markdown.',
    }),
    localized: JsonSchema.meta({ description: 'The same of the fields that are written in each language.' }),
    titleField: z.string().meta({ description: 'The localized field by which people know an entry.' }),
    slug: z.strictObject({
      pattern: z.string().meta({ description: 'Regular expression of the whole slug.' }),
      maxLength: z.int(),
      reserved: z.array(z.string()).meta({ description: 'Slugs that no entry of this kind can have.' }),
      isShared: z.boolean().meta({ description: 'Whether no two chapters may have the same.' }),
    }),
  })
  .meta({ id: 'KindForm', description: 'What an editor needs to know of a content kind.' });
export type KindForm = z.infer<typeof KindForm>;
