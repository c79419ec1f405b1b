import { z } from 'zod';
import { defineKind, Line, Position, Slug, MaybeSource } from './kind.ts';

/** A figure, with its unit, its source and its date. */
export const statistic = defineKind({
  name: 'statistic',
  plural: 'statistics',
  description:
    'A figure with its unit, source and date. A figure without a source can’t be stored; one without a value is never delivered.',
  shared: {
    position: Position,
    value: z
      .number()
      .nullable()
      .meta({ description: 'The figure in its unit; null until it is found, and then not delivered.' }),
    unit: z.enum(['percent', 'people', 'ratio', 'usd', 'usd_per_hour']).meta({
      description: '`ratio` reads: `value` for every `per`. Money is in US dollars.',
    }),
    per: z.number().positive().nullable().default(null).meta({
      description: 'For a ratio, what the value stands against: 1 therapist *per 3000* members.',
    }),
    drawing: z
      .enum(['dots', 'bars', 'one_in_many', 'none'])
      .default('none')
      .meta({ description: 'How the figure may be drawn.' }),
    comparedWith: Slug.nullable().default(null).meta({
      description: 'Slug of the statistic that this one is drawn beside, in the same unit.',
    }),
    source: MaybeSource,
    asOf: z
      .string()
      .regex(/^\d{4}(?:-\d{2}(?:-\d{2})?)?$/)
      .nullable()
      .default(null)
      .meta({ description: 'The time the figure speaks of: a year, month or day; null where unknown.' }),
    basis: z.enum(['publication', 'campaign', 'article', 'missing']).meta({
      description:
        'Who vouches for it: a publication, the campaign itself, an article here, or nobody yet (`missing`).',
    }),
    missing: Line.nullable().default(null).meta({
      description: 'What is still missing before it can be published; null where nothing is.',
    }),
  },
  localized: {
    label: Line.meta({ description: 'What the figure counts, to be read right after it.' }),
    note: Line.nullable().default(null).meta({ description: 'What a reader should know about the figure.' }),
  },
  order: (fields) => fields.position,
  search: { title: 'label', body: ['note'] },
  check: ({ value, source, unit, per, basis, missing }) => {
    if (value !== null && source === null) return { field: 'source', reason: 'A figure needs its source' };
    if (unit === 'ratio' && value !== null && per === null) {
      return { field: 'per', reason: 'A ratio needs what it is measured against' };
    }
    if ((value === null) !== (basis === 'missing')) {
      return { field: 'basis', reason: 'The basis is "missing" exactly where the value is null' };
    }
    if (value === null && missing === null) {
      return { field: 'missing', reason: 'Say what is missing where there is no value' };
    }
    return null;
  },
  isPublic: ({ value }) => value !== null,
  example: {
    slug: 'burnout',
    shared: {
      position: 10,
      value: 57,
      unit: 'percent',
      drawing: 'dots',
      basis: 'publication',
      source: { publisher: 'Social Work in Health Care', issue: 'Volume 28', year: 1998 },
      asOf: '1998',
    },
    localized: { label: 'of mental health workers showed high burnout' },
  },
});
