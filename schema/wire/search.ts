import { z } from 'zod';
import { kindNames } from '../kinds/index.ts';
import { Slug } from '../kinds/kind.ts';
import { ItemMeta, ListLinks } from './answer.ts';

const Piece = z
  .strictObject({
    text: z.string(),
    match: z.boolean().meta({ description: 'Whether these are words that were asked for.' }),
  })
  .meta({ id: 'SnippetPiece', description: 'A piece of an excerpt, as plain text.' });
export type Piece = z.infer<typeof Piece>;

export const SearchResult = z
  .strictObject({
    id: z.string().meta({ description: 'Opaque and stable: the same in every locale.' }),
    kind: z.enum(kindNames),
    slug: Slug,
    chapter: Slug.meta({ description: 'The chapter whose words these are.' }),
    locale: z.string().meta({
      description: 'BCP 47. The language these words are in, which may differ from the one asked for.',
    }),
    title: z.string().meta({ description: 'What the kind is searched by first: a question, a heading, a name.' }),
    snippet: z.array(Piece).meta({
      description: 'An excerpt around the first match, in order; from the beginning where only the title matches.',
    }),
    updatedAt: z.iso.datetime().meta({ description: 'RFC 3339, UTC. When the entry last changed.' }),
  })
  .meta({ id: 'SearchResult', description: 'An item that has all the words that were asked for.' });
export type SearchResult = z.infer<typeof SearchResult>;

/** A page of results, best first. How many there are on all pages is not counted. */
export const SearchResults = z.strictObject({ data: z.array(SearchResult), meta: ItemMeta, links: ListLinks });
