import { z } from 'zod';
import { Slug } from '../kinds/kind.ts';

/** In which chapter and language an answer was given. */
export const ItemMeta = z
  .strictObject({
    chapter: Slug.meta({ description: 'The chapter asked for.' }),
    locale: z.string().meta({ description: 'The published locale that answers, also in `Content-Language`.' }),
    requestedLocale: z.string().nullable().meta({
      description:
        'The `locale` parameter; null where `Accept-Language` decided. Differs from `locale` after a fallback.',
    }),
  })
  .meta({ id: 'ItemMeta', description: 'In which chapter and language the answer was given.' });

export const ListMeta = z
  .strictObject({
    ...ItemMeta.shape,
    total: z.int().min(0).meta({ description: 'How many there are on all pages together.' }),
  })
  .meta({ id: 'ListMeta', description: 'In which chapter and language, and how many there are.' });

export const ListLinks = z
  .strictObject({
    self: z.string().meta({ description: 'This page, relative to the API’s origin.' }),
    next: z.string().optional().meta({ description: 'The next page; absent on the last.' }),
  })
  .meta({ id: 'ListLinks', description: 'Addresses relative to the API’s origin.' });

/** `{ data: […], meta, links }` of some item. */
export function listOf<Schema extends z.ZodType>(item: Schema) {
  return z.strictObject({ data: z.array(item), meta: ListMeta, links: ListLinks });
}

/** `{ data: {…}, meta }` of some item. */
export function itemOf<Schema extends z.ZodType>(item: Schema) {
  return z.strictObject({ data: item, meta: ItemMeta });
}
