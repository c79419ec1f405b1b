import { defineKind, Line, Markdown, Position } from './kind.ts';

/** One part of the union difference: what changes where workers have a union. */
export const benefit = defineKind({
  name: 'benefit',
  plural: 'benefits',
  description: 'One part of the union difference: what changes where workers have a union.',
  shared: { position: Position },
  localized: { title: Line, body: Markdown },
  order: (fields) => fields.position,
  search: { title: 'title', body: ['body'] },
  example: {
    slug: 'fair-pay',
    shared: { position: 10 },
    localized: { title: 'Fair pay and benefits', body: 'Pay that keeps a home.' },
  },
});
