import { z } from 'zod';
import { defineKind, Line, Markdown, Position } from './kind.ts';

/** Words that people put their name to, and that are counted. */
export const pledge = defineKind({
  name: 'pledge',
  plural: 'pledges',
  description: 'Words that people put their name to. Its counter has the same slug.',
  shared: {
    position: Position,
    target: z
      .int()
      .positive()
      .nullable()
      .default(null)
      .meta({ description: 'How many people the campaign hopes for; null where it set no number.' }),
    closesAt: z.iso.datetime({ offset: true }).nullable().default(null).meta({
      description: 'RFC 3339. From then on nobody can pledge; null while it has no end.',
    }),
    countsSignups: z.boolean().default(false).meta({ description: 'Whether those who join count here as well.' }),
  },
  localized: {
    title: Line,
    text: Markdown,
    label: Line.meta({ description: 'The words on its button.' }),
  },
  order: (fields) => fields.position,
  // Its counter goes by it.
  isSlugShared: true,
  search: { title: 'title', body: ['text'] },
  example: {
    slug: 'stand-with-us',
    shared: { position: 10, target: 2000 },
    localized: { title: 'Stand with us', text: 'I stand with those who care.', label: 'I stand with them' },
  },
});
