import { z } from 'zod';
import { defineKind, Line, Position, MaybeSource } from './kind.ts';

/** What a worker says in their own words, with their consent to say it here. */
export const testimonial = defineKind({
  name: 'testimonial',
  plural: 'testimonials',
  description: 'What a worker says in their own words, with what is known of their consent.',
  shared: {
    position: Position,
    name: Line.meta({ description: 'The name they gave.' }),
    spokenIn: z.string().meta({ description: 'BCP 47. The language in which they said it.' }),
    consent: z
      .strictObject({
        status: z.enum(['documented', 'not_documented', 'withdrawn']).meta({
          description:
            '`not_documented`: published earlier by the campaign, and no record of consent is at hand. `withdrawn` is never delivered.',
        }),
        givenOn: z.iso.date().nullable().default(null),
        withdrawnOn: z.iso.date().nullable().default(null),
      })
      .meta({ description: 'Whether the person agreed to be quoted here.' }),
    source: MaybeSource,
  },
  localized: {
    quote: z.string().trim().min(1).max(2000).meta({ description: 'Their words, without quotation marks.' }),
    attribution: Line.meta({ description: 'Who they are to the reader: profession and place.' }),
  },
  order: (fields) => fields.position,
  search: { title: 'attribution', body: ['quote'] },
  isPublic: ({ consent }) => consent.status !== 'withdrawn',
  isRevoked: ({ consent }) => consent?.status === 'withdrawn',
  example: {
    slug: 'a-therapist',
    shared: {
      position: 10,
      name: 'Sam Example',
      spokenIn: 'en',
      consent: { status: 'documented', givenOn: '2026-10-01' },
    },
    localized: { quote: 'We do better work when there are enough of us.', attribution: 'Therapist, Springfield' },
  },
});
