import { defineKind, Line, Markdown, Position } from './kind.ts';

/** Something that the campaign works for. */
export const goal = defineKind({
  name: 'goal',
  plural: 'goals',
  description: 'Something that the campaign works for.',
  shared: { position: Position },
  localized: { title: Line, body: Markdown },
  order: (fields) => fields.position,
  search: { title: 'title', body: ['body'] },
  example: {
    slug: 'reasonable-caseloads',
    shared: { position: 10 },
    localized: { title: 'Reasonable caseloads', body: 'Enough time for each client.' },
  },
});
