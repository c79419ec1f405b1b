import { z } from 'zod';
import { ImageAlt, MaybeImage } from './image.ts';
import { defineKind, Line, Markdown, Position } from './kind.ts';

/** A page that a chapter writes for itself, at an address of its own. */
export const page = defineKind({
  name: 'page',
  plural: 'pages',
  description: 'A page that a chapter writes for itself, at `/{locale}/chapters/{chapter}/{slug}`.',
  shared: {
    position: Position,
    inNavigation: z.boolean().default(true).meta({ description: 'Whether the chapter’s menu lists it.' }),
    image: MaybeImage,
  },
  localized: {
    title: Line,
    summary: Line.meta({ description: 'One sentence for lists, previews and search engines.' }),
    imageAlt: ImageAlt,
    body: Markdown,
  },
  reservedSlugs: ['consent', 'faq', 'flyer', 'join', 'my', 'news', 'privacy', 'terms', 'testimonial'],
  order: (fields) => fields.position,
  search: { title: 'title', body: ['summary', 'body'] },
  example: {
    slug: 'meet-us',
    shared: { position: 10 },
    localized: {
      title: 'Meet us',
      summary: 'How to reach organizers near you.',
      body: 'Write to us and we will call back.',
    },
  },
});
