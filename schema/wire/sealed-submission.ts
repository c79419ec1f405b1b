import { z } from 'zod';
import { Slug } from '../kinds/kind.ts';

const time = z.iso.datetime();
const maybeTime = time.nullable();

/** What somebody sent, sealed as it is kept. */
export const SealedSubmission = z
  .strictObject({
    id: z.string(),
    type: z.enum(['signup', 'pledge']),
    receivedAt: time,
    chapter: Slug,
    pledge: Slug.nullable().meta({ description: 'Slug of the pledge; null for a sign-up.' }),
    partner: z.string().nullable().meta({ description: 'Id of the partner through whose page it came.' }),
    standing: z.enum(['verified', 'unverified', 'unproven']).nullable().meta({
      description: 'What is to be said for it: `unproven` came without proof of work while more was sent than usual.',
    }),
    smsConsent: z.string().nullable().meta({ description: 'To which disclosure the person agrees; null for none.' }),
    smsConsentAt: maybeTime,
    smsRevokedAt: maybeTime.meta({ description: 'When that was taken back; null while it stands.' }),
    takenBack: z
      .array(z.enum(['sms', 'email', 'phone', '*']))
      .meta({ description: 'Channels that the person took back since, by any address or number of theirs.' }),
    revocations: z.array(z.string()).meta({ description: 'Ids of what took them back, as `due` names them.' }),
    sealed: z.string().meta({
      description:
        'JWE, general JSON serialization, RSA-OAEP-256 and A256GCM: one recipient for each key holder. It holds who the person is.',
    }),
  })
  .meta({ id: 'SealedSubmission', description: 'What somebody sent, sealed as it is kept.' });
export type SealedSubmission = z.infer<typeof SealedSubmission>;

/** How an export begins, and how it ends: a file without its end is not whole. */
export const ExportBegin = z.strictObject({
  kind: z.literal('sealed-submissions'),
  version: z.literal(1),
  chapter: z.union([Slug, z.literal('*')]),
  exportedAt: time,
});
export type ExportBegin = z.infer<typeof ExportBegin>;
export const ExportEnd = z.strictObject({
  kind: z.literal('end'),
  records: z.int(),
  held: z.int().meta({ description: 'Left out: they are to be erased once a legal hold ends.' }),
});
export type ExportEnd = z.infer<typeof ExportEnd>;
