import { z } from 'zod';
import { Slug } from '../kinds/kind.ts';
import { LanguageTag } from './locale.ts';

// Control characters, and the invisible ones that reverse the order of what follows; joiners belong to many names.
const unprintable = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/u;
const visible = /[\p{L}\p{M}\p{N}\p{P}\p{S}]/u;
// What stands in for bytes that are no UTF-8.
const damaged = '\uFFFD';

function text(max: number) {
  return z
    .string()
    .trim()
    .min(1, 'Must not be empty')
    .max(max, `Must have ${max} characters or fewer`)
    .refine((value) => !unprintable.test(value), 'Must not contain control characters')
    .refine((value) => value.isWellFormed() && !value.includes(damaged), 'Must not contain halves of characters')
    .refine((value) => value === '' || visible.test(value), 'Must not be empty');
}

/** What a person agreed to, as proof: which words exactly, in which language. */
export const Consent = z
  .strictObject({
    disclosure: Slug.meta({ description: 'Slug of the disclosure that was shown.', example: 'sms-1' }),
    version: z.int().positive().meta({ description: 'Its version.' }),
    locale: z.string().max(35).meta({ description: 'The locale in which it was shown.' }),
    digest: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .meta({ description: 'Its `digest`, as the API gave it.' }),
    control: z
      .enum(['checkbox', 'button', 'voice', 'paper'])
      .optional()
      .meta({ description: 'With what the person agreed.' }),
    initially: z
      .enum(['unset', 'set'])
      .optional()
      .meta({ description: 'How the control stood before the person touched it.' }),
    form: z
      .string()
      .regex(/^[a-z0-9]+(?:[-./][a-z0-9]+)*$/, 'Use lower-case letters and digits, parted by . - or /')
      .max(60)
      .optional()
      .meta({ description: 'Name and version of the form or widget.' }),
    at: z.iso
      .datetime({ offset: true })
      .optional()
      .meta({ description: 'RFC 3339. When the person agreed, by the clock of their device.' }),
  })
  .meta({ id: 'Consent', description: 'Which words a person agreed to. Absent where they did not.' });
export type Consent = z.infer<typeof Consent>;

const Utm = z
  .strictObject({
    source: text(100).optional(),
    medium: text(100).optional(),
    campaign: text(100).optional(),
    term: text(100).optional(),
    content: text(100).optional(),
  })
  .meta({ description: 'What the page’s address said of the way there (`utm_source` and so on).' });

const contact = {
  givenName: text(100).meta({ description: 'First name, in any script.' }),
  familyName: text(100).optional().meta({ description: 'Last name, in any script.' }),
  email: z.email('Not an e-mail address').max(254).optional(),
  phone: text(40).optional().meta({
    description: 'As people write it; without a country code it is read as a number of the United States.',
  }),
  chapter: Slug.default('national').meta({ description: 'The chapter whose organizers will read it.' }),
  locale: LanguageTag.meta({ description: 'BCP 47. The language in which the person filled in the form.' }),
  page: z
    .url({ protocol: /^https?$/ })
    .max(2048)
    .nullable()
    .default(null)
    .meta({ description: 'The page with the form; its query and fragment are dropped.' }),
  partner: z.string().max(100).optional().meta({
    description: 'Publishable key of the partner on whose page the form is. One that is not good changes nothing else.',
  }),
  utm: Utm.optional(),
  referrer: z
    .url({ protocol: /^https?$/ })
    .max(2048)
    .optional()
    .meta({ description: 'Whence the person came to the page. All but its origin is dropped.' }),
  consents: z
    .strictObject({ sms: Consent.optional() })
    .default({})
    .meta({ description: 'What the person agreed to receive, by channel.' }),
};

function contactRules(
  body: { email?: string | undefined; phone?: string | undefined; consents: { sms?: unknown } },
  context: z.RefinementCtx,
) {
  if (body.email === undefined && body.phone === undefined) {
    context.addIssue({ code: 'custom', path: ['email'], message: 'Give an e-mail address or a phone number' });
  }
  if (body.consents.sms !== undefined && body.phone === undefined) {
    context.addIssue({ code: 'custom', path: ['phone'], message: 'Text messages need a phone number' });
  }
}

/** A person joins. Everything that tells who they are is sealed before it is stored. */
export const Signup = z
  .strictObject({
    ...contact,
    zip: z
      .string()
      .regex(/^\d{5}(?:-\d{4})?$/, 'A ZIP code has 5 digits, or 9 with a hyphen')
      .optional(),
    relation: z.enum(['worker', 'client', 'family', 'ally']).optional().meta({
      description: 'How the person is connected with behavioral health care.',
    }),
    workplace: text(200).optional(),
    language: LanguageTag.optional().meta({ description: 'BCP 47. The language in which to be spoken to.' }),
    callTime: z
      .enum(['morning', 'afternoon', 'evening', 'weekend'])
      .optional()
      .meta({ description: 'When it is safe to call, in the person’s own time.' }),
    noVoicemail: z.boolean().default(false).meta({ description: 'True: leave no message, someone else may hear it.' }),
  })
  .superRefine(contactRules)
  .meta({ id: 'Signup', description: 'A person joins the campaign.' });
export type Signup = z.infer<typeof Signup>;

/** A person puts their name to a pledge. */
export const PledgeSignature = z
  .strictObject({ pledge: Slug.meta({ description: 'Slug of the pledge.' }), ...contact })
  .superRefine(contactRules)
  .meta({ id: 'PledgeSignature', description: 'A person puts their name to a pledge.' });
export type PledgeSignature = z.infer<typeof PledgeSignature>;

/** That a record is kept. It says nothing of who sent it. */
export const Receipt = z
  .strictObject({
    id: z.string().meta({ description: 'Opaque.' }),
    receivedAt: z.iso.datetime().meta({ description: 'RFC 3339, UTC. When the record was first kept.' }),
    code: z.string().meta({
      description:
        'Show it to the person, and keep it nowhere: with it they see, withdraw and erase what they sent, at `/my`.',
      example: '7H2KQ-0MZ4T-9XW1B-C5RSE',
    }),
  })
  .meta({ id: 'Receipt', description: 'Proof that a record is kept.' });

/** Sent by the client so that a repeated request is kept once. */
export const IdempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{16,128}$/, 'Send 16 to 128 visible ASCII characters, new for each person and act')
  .meta({ description: 'A random value, new for each act: a UUID, say. A repeat of the request carries the same.' });
