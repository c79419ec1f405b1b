import { z } from 'zod';
import { Slug } from '../kinds/kind.ts';

/** How many people stand behind a pledge. */
export const Counter = z
  .strictObject({
    counter: Slug.meta({ description: 'The slug of the pledge that it counts.' }),
    total: z.int().min(0).nullable().meta({
      description: 'People, online and on paper; null from 1 to 10, since few could be told apart.',
    }),
    goal: z.strictObject({
      value: z.int().positive(),
      basis: z.enum(['target', 'milestone']).meta({
        description: '`target`: set by the campaign. `milestone`: the next round number, where it set none.',
      }),
    }),
    includes: z.array(z.enum(['online', 'paper'])).meta({ description: 'What the total is made of.' }),
    closed: z.boolean().meta({ description: 'Whether the pledge takes no more signatures.' }),
  })
  .meta({ id: 'Counter', description: 'How many people stand behind a pledge.' });
export type Counter = z.infer<typeof Counter>;

/** A total that was counted elsewhere, with where it comes from. */
export const CounterTotal = z
  .strictObject({
    count: z.int().min(1).max(10_000_000).meta({ description: 'People.' }),
    source: z.string().trim().min(1).max(300).meta({
      description: 'Where and when they were counted, so that someone else could check it.',
    }),
  })
  .meta({
    id: 'CounterTotal',
    description: 'People counted elsewhere, on paper for example, to be added to a counter.',
  });
