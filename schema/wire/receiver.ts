import { z } from 'zod';
import { Slug } from '../kinds/kind.ts';
import { SubmissionEvent, WebhookEvent } from './webhook.ts';

const time = z.iso.datetime();

// A name of the public DNS, in the one form in which the campaign's list of hosts has it: no address, port, user or fragment.
const urlPattern = /^https:\/\/(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]\/[!-"$-~]*$/;

/** Where events can be sent. */
export const WebhookUrl = z
  .string()
  .max(2000)
  .regex(urlPattern, 'Must be https://, a host name of the public DNS in lower case, and a path')
  .meta({ description: 'Where events are sent. Its host must be one of the campaign’s `WEBHOOK_HOSTS`.' });

/** A receiver that is to be made. */
export const ReceiverRequest = z
  .strictObject({
    name: z.string().trim().min(1).max(100).meta({ description: 'What it is. Name a system, not a person.' }),
    url: WebhookUrl,
    chapter: z.union([Slug, z.literal('*')]).meta({ description: 'Whose people it hears of; `*` for every chapter.' }),
    events: z.array(SubmissionEvent).min(1).max(SubmissionEvent.options.length).meta({
      description: 'What it is told of. `consent.revoked` and `person.erased` come to each, asked for or not.',
    }),
  })
  .meta({ id: 'ReceiverRequest', description: 'A receiver that is to be made.' });

/** A receiver, without its secret. */
export const Receiver = z
  .strictObject({
    id: z.string().meta({ description: 'Opaque. Its key is named `receiver-{id}-…`.' }),
    ...ReceiverRequest.shape,
    state: z.enum(['pending', 'approved', 'disabled', 'revoked']).meta({
      description: 'Only an approved one is sent anything. It is disabled once it answers 410.',
    }),
    createdAt: time,
    approvedAt: time.nullable().meta({ description: 'Nothing that came before is ever sent.' }),
    failures: z.int().meta({ description: 'Failed tries since the last that succeeded.' }),
  })
  .meta({ id: 'Receiver', description: 'Who is told of what people send, by webhook.' });
export type Receiver = z.infer<typeof Receiver>;

/** A receiver with its secret, on the one occasion on which it is told. */
export const NewReceiver = z
  .strictObject({
    ...Receiver.shape,
    secret: z.string().meta({ description: '`whsec_…`: signs what is sent (Standard Webhooks). Never shown again.' }),
  })
  .meta({ id: 'NewReceiver', description: 'A receiver with its secret, which is shown this once.' });
export type NewReceiver = z.infer<typeof NewReceiver>;

export const DeliveryState = z.enum(['due', 'delivered', 'dead', 'dropped']).meta({
  description:
    '`delivered`: acknowledged by 2xx. `dead`: no more tries. `dropped`: nothing is left to tell, since it was erased.',
});

/** One event on its way to one receiver. */
export const Delivery = z
  .strictObject({
    id: z.string().meta({ description: 'The `webhook-id`.' }),
    receiver: z.string(),
    event: WebhookEvent,
    submission: z.string().meta({ description: 'Id of what it is about.' }),
    chapter: Slug,
    state: DeliveryState,
    queuedAt: time,
    nextTryAt: time.nullable().meta({ description: 'Null unless it is due.' }),
    deliveredAt: time.nullable(),
    attempts: z
      .array(
        z.strictObject({
          at: time,
          status: z.int().nullable().meta({ description: 'Null where no answer came.' }),
          error: z.string().nullable(),
          durationMs: z.int(),
        }),
      )
      .meta({ description: 'The last tries, oldest first.' }),
  })
  .meta({ id: 'Delivery', description: 'One event on its way to one receiver.' });
export type Delivery = z.infer<typeof Delivery>;
