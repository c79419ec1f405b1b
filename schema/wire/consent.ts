import { z } from 'zod';
import { Slug } from '../kinds/kind.ts';

const contact = {
  email: z.email('Not an e-mail address').max(254).optional(),
  phone: z.string().max(40).optional().meta({
    description: 'As people write it; without a country code it is read as a number of the United States.',
  }),
};

function oneContact({ email, phone }: { email?: string | undefined; phone?: string | undefined }): boolean {
  return (email === undefined) !== (phone === undefined);
}
const onlyOne = { path: ['email'], message: 'Give an e-mail address or a phone number, one of them' };

/** How much is taken back. */
export const Scope = {
  channel: z.enum(['sms', 'email', 'phone', '*']).default('*').meta({ description: 'One channel, or `*` for all.' }),
  organization: z
    .union([Slug, z.literal('*')])
    .default('*')
    .meta({ description: 'The chapter in whose name the words asked, or `*` for all.' }),
};

/** Somebody takes consent back, and told an operator. */
export const RevocationRequest = z
  .strictObject({ ...contact, ...Scope })
  .refine(oneContact, onlyOne)
  .meta({ id: 'RevocationRequest', description: 'What somebody takes back, as they told an operator.' });

/** A link for somebody to take consent back with. */
export const RevocationLinkRequest = z
  .strictObject({ ...contact, ...Scope, locale: z.string().max(35).default('en') })
  .refine(oneContact, onlyOne)
  .meta({ id: 'RevocationLinkRequest', description: 'For whom the link is, and how much it takes back.' });

/** Somebody is to be erased. */
export const ErasureRequest = z
  .strictObject(contact)
  .refine(oneContact, onlyOne)
  .meta({ id: 'ErasureRequest', description: 'Who is to be erased: whoever has this address or number.' });

/** A legal hold begins or ends. */
export const HoldRequest = z
  .strictObject({ ...contact, hold: z.boolean().meta({ description: 'False releases it.' }) })
  .refine(oneContact, onlyOne)
  .meta({ id: 'HoldRequest', description: 'Whose records are kept whatever else is asked.' });

/** Something that waited for a person is done. */
export const SettlementRequest = z
  .strictObject({
    target: z.string().min(1).max(100).meta({ description: 'Id of the revocation or of the message.' }),
  })
  .meta({ id: 'SettlementRequest', description: 'A revocation was carried out everywhere, or a message was read.' });

/** That an act is kept, and will be done in its turn. */
export const ActReceipt = z
  .strictObject({ id: z.string(), receivedAt: z.iso.datetime() })
  .meta({ id: 'ActReceipt', description: 'The act is kept, and will be done in its turn.' });

/** What waits for a person, and by when. Says nothing of whom it is about. */
export const DueAct = z
  .strictObject({
    id: z.string().meta({ description: 'For `settlements`, once it is done.' }),
    type: z.enum(['revocation', 'message', 'erasure']).meta({
      description:
        '`revocation`: to be carried out everywhere. `message`: what no keyword answers, to be read. `erasure`: waits for the release of a legal hold.',
    }),
    at: z.iso.datetime().meta({ description: 'When it came.' }),
    due: z.iso.date().nullable().meta({ description: 'The last day: ten business days. Null where none is set.' }),
    isOverdue: z.boolean(),
    channel: z.enum(['sms', 'email', 'phone', '*']),
    organization: z.string().meta({ description: 'The chapter from which it was taken back; `*` for all.' }),
  })
  .meta({ id: 'DueAct', description: 'What waits for a person, and by when. Says nothing of whom it is about.' });
export type DueAct = z.infer<typeof DueAct>;
