import { z } from 'zod';
import { ImageAlt, MaybeImage } from './image.ts';
import { defineKind, Line, Markdown, Position, Slug, MaybeSource } from './kind.ts';

/** News or background, under the campaign's or a chapter's news. */
export const article = defineKind({
  name: 'article',
  plural: 'articles',
  description: 'News or background. Newest first; those without a date last.',
  shared: {
    position: Position.default(0),
    publishedOn: z.iso.date().nullable().default(null).meta({
      description: 'The day it was published; null where its source gives none.',
    }),
    source: MaybeSource.meta({ description: 'The account it rests on, where it is not ours.' }),
    image: MaybeImage,
    related: z.array(Slug).max(12).default([]).meta({ description: 'Slugs of articles here that go on from it.' }),
    furtherReading: z
      .array(
        z.strictObject({
          title: Line,
          language: z.string().meta({ description: 'BCP 47. The language of that article.' }),
          url: z
            .url({ protocol: /^https$/ })
            .nullable()
            .default(null),
        }),
      )
      .max(24)
      .default([])
      .meta({ description: 'Articles elsewhere, by their own titles; an address where it is known.' }),
  },
  localized: {
    title: Line,
    summary: z.string().trim().min(1).max(500).meta({ description: 'Two sentences at most, for lists and previews.' }),
    imageAlt: ImageAlt,
    body: Markdown,
  },
  order: ({ publishedOn, position }) =>
    `${publishedOn === null ? 'undated' : 100_000_000 - Number(publishedOn.replaceAll('-', ''))} ${String(position).padStart(4, '0')}`,
  search: { title: 'title', body: ['summary', 'body'] },
  example: {
    slug: 'first-meeting',
    shared: { publishedOn: '2026-11-02', related: [] },
    localized: { title: 'A first meeting', summary: 'Sixty people came.', body: 'Sixty people came, and stayed.' },
  },
});
