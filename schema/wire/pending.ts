import { z } from 'zod';
import { Slug } from '../kinds/kind.ts';
import { Difference, EntryHead } from './authored.ts';

/** By what an entry is told. */
export const entryName = {
  kind: z.string(),
  plural: z.string().meta({ description: 'The kind’s name in addresses.' }),
  slug: Slug,
  title: z.string().nullable().meta({
    description: 'What it is called, in the campaign’s own language where it has that; null where no words are left.',
  }),
};

/** What the next publish would do with one entry. */
export const PendingChange = z
  .strictObject({
    ...entryName,
    mode: EntryHead.shape.mode,
    change: z.enum(['new', 'changed', 'hidden', 'removed', 'withdrawn']).meta({
      description:
        '`new`: readers see it for the first time. `hidden`: they see the national entry no more. `removed` and `withdrawn`: this one no more, since it was removed or is a draft again.',
    }),
    revision: EntryHead.shape.revision,
    publishedRevision: EntryHead.shape.publishedRevision,
    changedBy: z.string().meta({ description: 'Name of the token or organizer that changed it last.' }),
    changedAt: z.iso.datetime(),
    differences: z.array(Difference).meta({
      description:
        'From what readers see to what they will: of a new change to a national entry, from the national one. Empty where all of it is new, or goes.',
    }),
    until: z.iso.datetime().nullable().meta({
      description: 'When it is scheduled for, and held back until then; null where it is not.',
    }),
  })
  .meta({ id: 'PendingChange', description: 'What the next publish would do with one entry.' });
export type PendingChange = z.infer<typeof PendingChange>;

/** Why a publish would be refused: an entry is not as its kind allows. */
export const BrokenEntry = z
  .strictObject({
    code: z.enum(['override_broken', 'rule_broken']).meta({
      description: 'Whether a chapter’s change does not fit the national entry any more, or the entry breaks a rule.',
    }),
    chapter: Slug.meta({ description: 'Whose change or entry it is.' }),
    kind: z.string(),
    slug: Slug,
    field: z.string().meta({ description: 'The shared field, or a JSON Pointer into what was authored.' }),
    reason: z.string().meta({ description: 'What is wrong, in English.' }),
  })
  .meta({ id: 'BrokenEntry', description: 'An entry that is not as its kind allows.' });
export type BrokenEntry = z.infer<typeof BrokenEntry>;

/** What waits in a chapter. */
export const Pending = z
  .strictObject({
    chapter: z.enum(['new', 'changed']).nullable().meta({
      description:
        'Whether the chapter’s own name, description or time zone reach readers for the first time, or anew.',
    }),
    entries: z.array(PendingChange),
    drafts: z
      .array(z.strictObject({ ...entryName, updatedAt: z.iso.datetime() }))
      .meta({ description: 'What no publish shows until it is no draft any more, and readers do not see.' }),
    broken: z.array(BrokenEntry).meta({ description: 'What a publish of all of it would be refused for.' }),
    frozen: z.string().nullable().meta({
      description: 'Words that may never change, and would; null where there are none.',
    }),
  })
  .meta({ id: 'Pending', description: 'What the next publish of a chapter would do.' });
export type Pending = z.infer<typeof Pending>;
