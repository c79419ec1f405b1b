import { defineKind, Line, Markdown, Position } from './kind.ts';

/** A question that people ask, with its answer. */
export const faq = defineKind({
  name: 'faq',
  plural: 'faqs',
  description: 'A question that people ask, with its answer.',
  shared: { position: Position },
  localized: { question: Line, answer: Markdown },
  order: (fields) => fields.position,
  search: { title: 'question', body: ['answer'] },
  example: {
    slug: 'who-we-are',
    shared: { position: 10 },
    localized: { question: 'Who are we?', answer: 'People who give behavioral health care.' },
  },
});
