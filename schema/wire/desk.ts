import { z } from 'zod';
import { Grant } from './access.ts';

const name = z.string().trim().min(1).max(100).meta({
  description: 'A role, like “Oregon organizer”. Stands in the audit and beside versions: name no person.',
});
const organizerId = z.string().meta({ description: 'Opaque. Names the organizer in the audit.' });

/** Whoever asks: an organizer who is signed in, or a token. */
export const Session = z
  .strictObject({
    organizer: z.strictObject({ id: organizerId, name }).nullable().meta({ description: 'Null where a token asks.' }),
    name: z.string().meta({ description: 'Of the organizer, or of the token.' }),
    grants: z.array(Grant),
    device: z.string().nullable().meta({
      description: 'This session, as `GET /v1/manage/devices` lists it; null where a token asks.',
    }),
    expiresAt: z.iso.datetime().nullable().meta({
      description:
        'When it ends at the latest; null where a token does not expire. Seven days without use end a session.',
    }),
  })
  .meta({ id: 'Session', description: 'Who asks, and what they may do.' });
export type Session = z.infer<typeof Session>;

/** What an organizer has signed in with, or where they are signed in. */
export const Device = z
  .strictObject({
    id: z.string().meta({ description: 'Opaque.' }),
    kind: z.enum(['session', 'passkey']),
    label: z.string().meta({ description: 'What the device was called when it came in; empty where it was not.' }),
    createdAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime().meta({ description: 'To within some minutes.' }),
    isCurrent: z.boolean().meta({ description: 'The session that asks, or the passkey with which it began.' }),
  })
  .meta({ id: 'Device', description: 'A session, or a passkey.' });
export type Device = z.infer<typeof Device>;

/** An invitation that is to be made. */
export const InvitationRequest = z
  .strictObject({
    name,
    grants: z.array(Grant).min(1).max(100),
    days: z.int().min(1).max(30).default(7).meta({ description: 'How long it can be used.' }),
    organizer: z.string().max(100).optional().meta({
      description:
        'For an organizer who has to come in again: from when it is used they have this name and these grants, and their earlier passkeys and sessions end.',
    }),
  })
  .meta({ id: 'InvitationRequest', description: 'An invitation that is to be made.' });

const maybeTime = z.iso.datetime().nullable();

/** An invitation as it is listed: never with its link. */
export const Invitation = z
  .strictObject({
    id: z.string().meta({ description: 'Opaque. Names it in the audit, and to revoke it.' }),
    name,
    grants: z.array(Grant),
    organizer: organizerId.nullable().meta({ description: 'Who comes in again; null for someone new.' }),
    createdBy: z.string().meta({ description: 'Name of the token or organizer that made it.' }),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    usedAt: maybeTime.meta({ description: 'Null while it was not used.' }),
    revokedAt: maybeTime.meta({ description: 'Null while it is not revoked.' }),
  })
  .meta({ id: 'Invitation', description: 'An invitation to the desk, without its link.' });
export type Invitation = z.infer<typeof Invitation>;

/** An invitation with its link, on the one occasion on which it is told. */
export const NewInvitation = z
  .strictObject({
    ...Invitation.shape,
    link: z.url().meta({
      description:
        'For one person, once. The secret stands after `#`: browsers send it to no server. Never shown again.',
    }),
  })
  .meta({ id: 'NewInvitation', description: 'An invitation with its link, which is shown this once.' });
export type NewInvitation = z.infer<typeof NewInvitation>;

/** Someone who comes in at the desk. */
export const Organizer = z
  .strictObject({
    id: organizerId,
    name,
    grants: z.array(Grant),
    createdBy: z.string().meta({ description: 'Name of the token or organizer that invited them.' }),
    createdAt: z.iso.datetime(),
    expiresAt: maybeTime.meta({ description: 'When what whoever invited them held ends; null where it does not.' }),
    revokedAt: maybeTime.meta({ description: 'Null while they are not revoked.' }),
    lastUsedAt: maybeTime.meta({
      description:
        'When they were last here on any of their devices, to within some minutes; null once they are revoked.',
    }),
  })
  .meta({ id: 'Organizer', description: 'Someone who comes in at the desk.' });
export type Organizer = z.infer<typeof Organizer>;

const base64url = z
  .string()
  .regex(/^[A-Za-z0-9_-]+$/, 'Not base64url')
  .max(8192);
const credential = {
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  clientExtensionResults: z.looseObject({}).default({}),
};
const device = z
  .string()
  .trim()
  .max(500)
  .default('')
  .transform((text) => text.slice(0, 60));
const ticket = z.string().max(2048);
const invitation = z.string().max(200);

/** Who wants to make a passkey. */
export const RegistrationStart = z.strictObject({ invitation });

/** A passkey that was made, as `PublicKeyCredential.toJSON()` has it. */
export const RegistrationFinish = z.strictObject({
  invitation,
  ticket,
  device,
  response: z.looseObject({
    ...credential,
    response: z.looseObject({ clientDataJSON: base64url, attestationObject: base64url }),
  }),
});

export const SignInStart = z.strictObject({});

/** What a passkey signed, as `PublicKeyCredential.toJSON()` has it. */
export const SignInFinish = z.strictObject({
  ticket,
  device,
  response: z.looseObject({
    ...credential,
    response: z.looseObject({
      clientDataJSON: base64url,
      authenticatorData: base64url,
      signature: base64url,
      userHandle: base64url.nullish(),
    }),
  }),
});
