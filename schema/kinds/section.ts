import { z } from 'zod';
import { defineKind, Line, Markdown, Position } from './kind.ts';

/** Copy that stands on a known page. */
export const section = defineKind({
  name: 'section',
  plural: 'sections',
  description: 'Copy that stands on a known page, in its place.',
  shared: {
    page: z
      .enum(['home', 'chapter', 'join', 'privacy', 'terms'])
      .meta({ description: 'The page it stands on. A chapter’s own sections stand on `chapter`.' }),
    role: z.enum(['hero', 'matter', 'figures', 'aside']).default('matter').meta({
      description: 'How a page shows it: at its top, in its flow, as an introduction to figures, or set apart.',
    }),
    position: Position,
  },
  localized: { heading: Line, body: Markdown },
  order: (fields) => fields.position,
  search: { title: 'heading', body: ['body'] },
  example: {
    slug: 'our-movement',
    shared: { page: 'home', position: 10 },
    localized: { heading: 'Our movement', body: 'Care works when those who give it are heard.' },
  },
});
