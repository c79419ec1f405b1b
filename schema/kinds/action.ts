import { z } from 'zod';
import { defineKind, Line, Markdown, Position } from './kind.ts';

/** What a reader can do next. */
export const action = defineKind({
  name: 'action',
  plural: 'actions',
  description: 'What a reader can do next.',
  shared: {
    position: Position,
    does: z.enum(['join', 'pledge', 'share', 'read', 'contact']).meta({ description: 'What it leads to.' }),
    url: z
      .url({ protocol: /^https$/ })
      .nullable()
      .default(null)
      .meta({
        description: 'Where it leads when that is another site; null where it is here, or not known.',
      }),
  },
  localized: {
    title: Line,
    body: Markdown,
    label: Line.meta({ description: 'The words on its button or link.' }),
  },
  order: (fields) => fields.position,
  search: { title: 'title', body: ['body'] },
  example: {
    slug: 'join',
    shared: { position: 10, does: 'join' },
    localized: { title: 'Join', body: 'Tell us how to reach you.', label: 'Join the movement' },
  },
});
