import { z } from 'zod';
import { digestOf } from './digest.ts';
import { defineKind, Line, Position, MaybeSource } from './kind.ts';
import type { BrokenRule, Whole } from './rule.ts';

/** What a person agrees to when they give their words by a link. */
export interface ConsentedText {
  /** The chapter in whose pages, lists and elements they stand: of the whole campaign, `national`. */
  chapter: string;
  /** The language in which they were said. */
  locale: string;
  quote: string;
  name: string;
  attribution: string;
}

/** SHA-256 of exactly that. */
export function consentDigest({ chapter, locale, quote, name, attribution }: ConsentedText): Promise<string> {
  return digestOf({ chapter, locale, quote, name, attribution });
}

const notConsented = 'The person agreed to other words, another name or another place: these are theirs to change';

interface Said {
  name: string;
  spokenIn: string;
  consent: { status: string; digest?: string | undefined };
}

/** Words in another language than they were said in can't be what the person said: a translation says so. */
async function listNotConsented({
  chapter,
  shared: { consent, spokenIn, name },
  translations,
  change,
}: Whole<Said, { quote: string; attribution: string }>): Promise<BrokenRule[]> {
  if (change !== null && 'consent' in change.shared) {
    return [{ pointer: '/shared/consent', reason: 'Their consent is noted where their words are' }];
  }
  if (consent.digest === undefined || consent.status === 'withdrawn') return [];
  const said = translations[spokenIn];
  const isAsSaid =
    said?.method === 'original' &&
    (await consentDigest({ chapter, locale: spokenIn, name, ...said.fields })) === consent.digest;
  const passedOff = Object.keys(translations).filter(
    (locale) => locale !== spokenIn && translations[locale]!.method === 'original',
  );
  return [
    ...(isAsSaid ? [] : [{ pointer: `/translations/${spokenIn}/fields/quote`, reason: notConsented }]),
    ...passedOff.map((locale) => ({ pointer: `/translations/${locale}/method`, reason: 'This is a translation' })),
  ];
}

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
        digest: z
          .string()
          .regex(/^[0-9a-f]{64}$/)
          .optional()
          .meta({
            description:
              'SHA-256 of exactly the words, the name and the place that the person agreed to, where they did so by a link of their own. Other words are not published.',
          }),
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
  checkWhole: listNotConsented,
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
