import { z } from 'zod';
import { Slug } from '../kinds/kind.ts';

/** What a receiver asks to be told of. */
export const SubmissionEvent = z.enum(['signup.created', 'pledge.created']);

/** What every receiver is told that may hold something of the person, whatever it asked for. */
export const withdrawals = ['consent.revoked', 'person.erased'] as const;

/** Everything that a webhook can tell. */
export const WebhookEvent = z.enum([...SubmissionEvent.options, ...withdrawals]);
export type WebhookEvent = z.infer<typeof WebhookEvent>;

const about = {
  id: z.string().meta({ description: 'Of the submission: the same in everything that is told of it.' }),
  chapter: Slug,
};

/** One recipient's part of a JWE (RFC 7516, flattened JSON serialization). */
const FlattenedJwe = z
  .strictObject({
    protected: z.string(),
    header: z.strictObject({ alg: z.literal('RSA-OAEP-256'), kid: z.string() }),
    encrypted_key: z.string(),
    iv: z.string(),
    ciphertext: z.string(),
    tag: z.string(),
  })
  .meta({
    id: 'FlattenedJwe',
    description:
      'RFC 7516, flattened JSON serialization. The receiver’s private key opens it; inside is JSON: what the person filled in.',
  });

const time = z.iso.datetime();

/** Someone signed up, or put their name to a pledge. */
export const SubmissionWebhook = z
  .strictObject({
    type: SubmissionEvent,
    timestamp: time.meta({ description: 'When it happened.' }),
    data: z.strictObject({ ...about, receivedAt: time, jwe: FlattenedJwe }),
  })
  .meta({ id: 'SubmissionWebhook', description: 'Someone took part. Who it is stands in the JWE alone.' });

/** Someone took a consent back, or everything of them is erased. */
export const WithdrawalWebhook = z
  .strictObject({
    type: z.enum(withdrawals),
    timestamp: time.meta({ description: 'When it happened.' }),
    data: z.strictObject({
      ...about,
      channel: z.string().optional().meta({ description: '`*` for all; absent of an erasure.' }),
      scope: z.string().optional().meta({ description: 'The organization, `*` for all; absent of an erasure.' }),
      due: z.iso.date().optional().meta({ description: 'The last day on which to honor it; absent of an erasure.' }),
    }),
  })
  .meta({
    id: 'WithdrawalWebhook',
    description:
      'Act on it for the record that you got under this `id`: stop writing to the person, or erase it. Your 2xx is the acknowledgement that you did.',
  });
