import { z } from 'zod';
import { Slug } from '../kinds/kind.ts';

const maybeTime = z.iso.datetime().nullable();

/** A link that is to be made. */
export const TestimonialLinkRequest = z
  .strictObject({
    chapter: Slug.meta({ description: 'Whose testimonial it is to be, and in whose place it is to stand.' }),
    locale: z.string().max(35).meta({ description: 'In which it opens. Its reader can take another.' }),
    days: z.int().min(1).max(90).default(14).meta({ description: 'How long it can be used.' }),
  })
  .meta({ id: 'TestimonialLinkRequest', description: 'A link by which a worker gives a testimonial.' });

/** A link as it is listed: never with what opens it. */
export const TestimonialLink = z
  .strictObject({
    id: z.string().meta({ description: 'Opaque. Names it in the audit, and to revoke it.' }),
    chapter: Slug,
    locale: z.string(),
    createdBy: z.string().meta({ description: 'Name of the token or organizer.' }),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    revokedAt: maybeTime,
    usedAt: maybeTime.meta({ description: 'When words came by it.' }),
    slug: z.string().nullable().meta({ description: 'The testimonial that came, a draft until it is published.' }),
    isPublished: z.boolean().meta({ description: 'Whether the testimonial is published.' }),
    withdrawnAt: maybeTime.meta({ description: 'When its person took it back, for good.' }),
  })
  .meta({ id: 'TestimonialLink', description: 'A link by which a worker gives a testimonial, and what came of it.' });
export type TestimonialLink = z.infer<typeof TestimonialLink>;

/** A link at the one time that it is shown. */
export const NewTestimonialLink = TestimonialLink.extend({
  link: z.url().meta({ description: 'Send it to one worker. What opens it stands after the #, which no server sees.' }),
}).meta({ id: 'NewTestimonialLink', description: 'A link at the one time that it is shown.' });
export type NewTestimonialLink = z.infer<typeof NewTestimonialLink>;
