import { z } from 'zod';
import { Slug } from '../kinds/kind.ts';
import { PublishRequest } from './managed-chapter.ts';

/** What can be done at a time. */
const ScheduledAction = z.enum(['publish', 'withdraw']);

// As OpenAPI has it, a `date-time` always has an offset.
const Time = z.iso.datetime({ local: true, offset: true });

/** What is to happen at a time. */
export const ScheduleRequest = z
  .strictObject({
    ...PublishRequest.shape,
    action: ScheduledAction,
    at: z
      .string()
      .max(40)
      .refine((text) => Time.safeParse(text).success, 'Not a time such as 2026-12-01T09:00')
      .meta({
        description:
          'What the clocks in the chapter’s time zone show then, or an instant with its offset. A time that the clocks skip, or show twice, needs the offset.',
        example: '2026-12-01T09:00',
      }),
  })
  .meta({
    id: 'ScheduleRequest',
    description: 'What is to happen at a time: to these entries, or, to publish, to all that changed in the chapter.',
  });

/** Why something that was scheduled did not happen. */
export const MissReason = z.enum([
  'forbidden',
  'not_found',
  'draft',
  'withdrawn',
  'disclosure_changed',
  'override_broken',
  'rule_broken',
  'publish_conflict',
  'internal_error',
]);
export type MissReason = z.infer<typeof MissReason>;

/** One entry's publishing or withdrawal at a time, and what became of it. */
export const ScheduledAct = z
  .strictObject({
    id: z.string(),
    chapter: Slug,
    kind: z.string(),
    slug: Slug,
    action: ScheduledAction,
    at: z.iso.datetime().meta({ description: 'The instant, in UTC.' }),
    local: z.string().meta({ description: 'What the chapter’s clocks show then.', example: '2026-12-01T09:00:00' }),
    timeZone: z.string().meta({ description: 'IANA name of the zone of `local`.', example: 'America/Los_Angeles' }),
    revision: z.int().meta({ description: 'The version that is published; of a withdrawal, the one it was made for.' }),
    newestRevision: z
      .int()
      .meta({ description: 'The newest version: where it is another, that one is not published.' }),
    createdBy: z.string().meta({ description: 'Name of the token that scheduled it.' }),
    createdAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable().meta({ description: 'When it was done or missed; null while it is planned.' }),
    lateSeconds: z.int().min(0).meta({ description: 'Whole seconds between the time and the deed, or now.' }),
    reason: MissReason.nullable().meta({
      description:
        'Why it was missed. `forbidden`: the token that scheduled it was revoked, or may not publish this. `not_found`: the entry was removed; `draft`: it was made a draft. `withdrawn`: it ran so late that the withdrawal was due too.',
    }),
  })
  .meta({ id: 'ScheduledAct', description: 'The publishing or withdrawal of an entry at a time.' });
export type ScheduledAct = z.infer<typeof ScheduledAct>;

/** What is next, and what became of what was planned. */
export const ScheduleOverview = z
  .strictObject({
    next: z.array(ScheduledAct).meta({ description: 'What is planned, soonest first.' }),
    missed: z.array(ScheduledAct).meta({ description: 'What did not happen, and why; newest first.' }),
    done: z.array(ScheduledAct).meta({ description: 'What happened, and how late; newest first.' }),
  })
  .meta({ id: 'ScheduleOverview', description: 'At most 100 of each.' });
export type ScheduleOverview = z.infer<typeof ScheduleOverview>;
