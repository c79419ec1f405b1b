import { z } from 'zod';
import { sha256Hex } from './digest.ts';
import { defineKind, Line } from './kind.ts';

/** The exact words that a person agrees to, with their legal review in each locale. */
export const disclosure = defineKind({
  name: 'disclosure',
  plural: 'disclosures',
  description:
    'The exact words that a person agrees to. Once published a version never changes: other words are another version, with another slug.',
  shared: {
    channel: z.enum(['sms', 'email', 'phone']).meta({ description: 'What the person agrees to receive.' }),
    version: z.int().positive().meta({ description: 'Counts up with each wording of the same channel.' }),
  },
  localized: {
    text: z
      .string()
      .trim()
      .min(1)
      .max(4000)
      .meta({ description: 'The words beside the control, to be shown exactly so: plain text, no markup.' }),
    links: z
      .strictObject({ terms: Line, privacy: Line })
      .meta({ description: 'The words of the links to the terms and to the privacy notice, shown after the text.' }),
    review: z
      .discriminatedUnion('status', [
        z.strictObject({ status: z.literal('draft') }),
        z.strictObject({ status: z.literal('approved'), by: Line, on: z.iso.date() }),
      ])
      .meta({
        description: 'The legal review of these words in this locale. Only approved words are delivered in production.',
      }),
  },
  derived: {
    shape: {
      digest: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .meta({ description: 'SHA-256 of `text` in UTF-8, hexadecimal: send it back with a consent.' }),
    },
    derive: async ({ text }) => ({ digest: await sha256Hex(text) }),
  },
  order: ({ channel, version }) => `${channel} ${String(9999 - version).padStart(4, '0')}`,
  search: { title: 'text', body: [] },
  isPublic: ({ review }, { showDrafts }) => showDrafts || review.status === 'approved',
  frozenText: ({ text, review }) => (review.status === 'approved' ? text : null),
  example: {
    slug: 'sms-1',
    shared: { channel: 'sms', version: 1 },
    localized: {
      text: 'I agree to get text messages from the campaign.',
      links: { terms: 'Terms', privacy: 'Privacy' },
      review: { status: 'draft' },
    },
    derived: { digest: '8f434346648f6b96df89dda901c5176b10a6d83961dd3c1ac88b59b2dc327aa4' },
  },
});
