import { z } from 'zod';
import { Difference, EntryHead } from './authored.ts';
import { entryName } from './pending.ts';

/** What a release changed in one entry. */
const ReleaseChange = z
  .strictObject({
    ...entryName,
    mode: EntryHead.shape.mode,
    change: z.enum(['new', 'changed', 'hidden', 'removed']).meta({
      description:
        '`new`: readers saw it for the first time. `hidden`: they saw the national entry no more. `removed`: they saw this one no more.',
    }),
    differences: z.array(Difference).meta({
      description: 'From what readers saw to what they saw then. Empty where all of it was new, or went.',
    }),
  })
  .meta({ id: 'ReleaseChange', description: 'What a release changed in one entry.' });

/** What a release changed. */
export const ReleaseChanges = z
  .strictObject({
    hasNewBase: z.boolean().meta({
      description: 'Whether the national content beneath was another than before.',
    }),
    entries: z.array(ReleaseChange).meta({ description: 'Of the chapter itself, by kind and slug.' }),
  })
  .meta({ id: 'ReleaseChanges', description: 'What a release changed, to what readers saw before.' });
export type ReleaseChanges = z.infer<typeof ReleaseChanges>;
