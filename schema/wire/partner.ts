import { z } from 'zod';
import { Slug } from '../kinds/kind.ts';

const Origin = z
  .url({ protocol: /^https?$/, error: 'Not an origin, as in https://partner.example' })
  .max(200)
  .refine(
    (text) => !URL.canParse(text) || new URL(text).origin === text,
    'Give the origin alone: no path, no slash at its end',
  );

/** A partner that is to be made. */
export const PartnerRequest = z
  .strictObject({
    name: z.string().trim().min(1).max(100).meta({ description: 'The organization. Stands in the audit.' }),
    mode: z.enum(['live', 'test']).default('live').meta({
      description:
        'What comes with a test key is acknowledged, and dropped before it reaches a counter, an export or a receiver.',
    }),
    chapter: Slug.default('national').meta({ description: 'The chapter that works with the partner.' }),
    origins: z.array(Origin).min(1).max(20).meta({ description: 'Origins of its pages.' }),
    perHour: z.int().min(1).max(1_000_000).default(5000).meta({
      description: 'Submissions an hour, past which each costs its sender a harder proof of work. None is refused.',
    }),
  })
  .meta({ id: 'PartnerRequest', description: 'A partner that is to be made.' });

/** A partner with its publishable key. */
export const Partner = z
  .strictObject({
    id: z.string().meta({ description: 'Opaque. Stands beside what came through the partner.' }),
    ...PartnerRequest.shape,
    key: z.string().meta({ description: 'Publishable: the `partner` attribute of the elements. It opens nothing.' }),
    createdBy: z.string().meta({ description: 'Name of the token that made it.' }),
    createdAt: z.iso.datetime(),
    revokedAt: z.iso.datetime().nullable().meta({ description: 'Null while it is not revoked.' }),
  })
  .meta({ id: 'Partner', description: 'An organization whose pages carry the widgets.' });
export type Partner = z.infer<typeof Partner>;
