import { z } from 'zod';
import { Slug } from '../kinds/kind.ts';

/** What stands for a partner in counts. */
export const PartnerId = z
  .string()
  .regex(/^[\w-]{1,100}$/)
  .meta({ description: 'Id of a partner.', example: 'k3v9x2m7q4p1' });

const CountKind = z.enum(['online', 'paper', 'partner']).meta({
  description:
    '`online`: signed here. `paper`: signed on cards and lists. `partner`: counted by a partner in its own way.',
});

/** How many people stand behind a pledge, as far as may be told. */
export const Counter = z
  .strictObject({
    counter: Slug.meta({ description: 'The slug of the pledge that it counts.' }),
    chapter: Slug.nullable().meta({ description: 'Whose people it counts; null where it is all.' }),
    partner: PartnerId.nullable().meta({ description: 'Through whom they came; null where it is all.' }),
    total: z.int().positive().nullable().meta({
      description:
        'At least so many people: it moves in steps of 25 and more, some time after they signed, and never says less. Null where it is too few to say.',
    }),
    goal: z.strictObject({
      value: z.int().positive(),
      basis: z.enum(['target', 'milestone']).meta({
        description: '`target`: set by the campaign. `milestone`: the next round number, where it set none.',
      }),
    }),
    includes: z.array(z.strictObject({ kind: CountKind, people: z.int().positive() })).meta({
      description: 'What the total is the sum of. Who signed in two ways is in both.',
    }),
    closed: z.boolean().meta({ description: 'Whether the pledge takes no more signatures.' }),
  })
  .meta({ id: 'Counter', description: 'How many people stand behind a pledge, as far as may be told.' });
export type Counter = z.infer<typeof Counter>;

/** A total that was counted elsewhere, with where it comes from. */
export const CounterTotal = z
  .strictObject({
    count: z.int().min(1).max(10_000_000).meta({ description: 'People.' }),
    kind: CountKind.exclude(['online']).default('paper'),
    chapter: Slug.default('national').meta({ description: 'Whose people they are.' }),
    partner: PartnerId.nullable()
      .default(null)
      .meta({ description: 'Through whom they came, where it was a partner.' }),
    source: z.string().trim().min(1).max(300).meta({
      description: 'Where and when they were counted, so that someone else could check it.',
    }),
  })
  .refine(({ kind, partner }) => kind !== 'partner' || partner !== null, {
    path: ['partner'],
    error: 'Name the partner that counted',
  })
  .meta({
    id: 'CounterTotal',
    description: 'People counted elsewhere, on paper for example, to be added to a counter.',
  });

/** Such a total as it stands, with where it comes from. */
export const RecordedTotal = z
  .strictObject({ id: z.string(), ...CounterTotal.shape, recordedAt: z.iso.datetime() })
  .meta({ id: 'RecordedTotal', description: 'A total that was counted elsewhere, with where it comes from.' });
export type RecordedTotal = z.infer<typeof RecordedTotal>;

/** One of the counts that counters are made of, as it truly is. */
export const TrueCount = z
  .strictObject({
    counter: Slug,
    chapter: z.string().meta({ description: 'A chapter, or `*` for all.' }),
    partner: z.string().meta({ description: 'A partner, or `*` for all.' }),
    kind: CountKind,
    people: z.int().meta({ description: 'How many there are.' }),
    published: z.int().nullable().meta({ description: 'How many are shown; null where it is too few to say.' }),
  })
  .meta({ id: 'TrueCount', description: 'One of the counts that counters are made of. Never to be shown.' });
export type TrueCount = z.infer<typeof TrueCount>;
