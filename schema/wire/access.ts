import { z } from 'zod';
import { kindNames } from '../kinds/index.ts';
import { Slug } from '../kinds/kind.ts';

const any = z.literal('*');

/**
 * What a grant can allow. `tokens` is the administration of tokens, `receivers` that of receivers, `content` the exchange
 * of all content at once, `consent` revocation, erasure and legal holds, `export` the taking away of what people sent, sealed:
 * it has to be named, since when people signed can tell who they are. In a chapter, `*` leaves it out.
 */
export const Action = z.enum([
  'read',
  'create',
  'update',
  'delete',
  'publish',
  'tokens',
  'receivers',
  'content',
  'consent',
  'export',
]);
export type Action = z.infer<typeof Action>;

/** One thing that a token may do. */
export const Grant = z
  .strictObject({
    chapter: z.union([Slug, any]).meta({ description: 'A chapter, or `*` for each.' }),
    locale: z
      .string()
      .regex(/^(?:\*|[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*)$/, 'Not a language tag, nor *')
      .meta({
        description:
          'The language whose words may be changed, or `*`: whole entries need `*`. Who may read an entry reads it in every language.',
      }),
    kind: z.enum([...kindNames, 'chapter', '*']).meta({
      description: 'A content kind, `chapter` for the chapter’s own name and description, or `*` for all.',
    }),
    action: z.union([Action, any]).meta({
      description: 'What it allows, or `*` for all; but in one chapter, `export` has to be named.',
    }),
  })
  .meta({ id: 'Grant', description: 'One thing that a token may do.' });
export type Grant = z.infer<typeof Grant>;

/** A token that is to be made. */
export const TokenRequest = z
  .strictObject({
    name: z.string().trim().min(1).max(100).meta({
      description: 'What it is for. Stands in the audit and beside versions: name a role, not a person.',
    }),
    grants: z.array(Grant).min(1).max(100),
    expiresAt: z.iso.datetime({ offset: true }).nullable().default(null).meta({
      description: 'RFC 3339. From then on it is refused; null where it is good until it is revoked.',
    }),
  })
  .meta({ id: 'TokenRequest', description: 'A token that is to be made.' });

const maybeTime = z.iso.datetime().nullable();

/** A token as it is listed: never with its secret. */
export const Token = z
  .strictObject({
    id: z.string().meta({ description: 'Opaque. Names it in the audit, and to revoke it.' }),
    name: z.string(),
    grants: z.array(Grant),
    createdBy: z.string().meta({ description: 'Name of the token that made it.' }),
    createdAt: z.iso.datetime(),
    expiresAt: maybeTime.meta({ description: 'Null where it does not expire.' }),
    revokedAt: maybeTime.meta({ description: 'Null while it is not revoked.' }),
  })
  .meta({ id: 'Token', description: 'A token, without its secret.' });
export type Token = z.infer<typeof Token>;

/** A token with its secret, on the one occasion on which it is told. */
export const NewToken = z
  .strictObject({
    ...Token.shape,
    secret: z.string().meta({ description: 'Send it as `Authorization: Bearer …`. It is never shown again.' }),
  })
  .meta({ id: 'NewToken', description: 'A token with its secret, which is shown this once.' });
export type NewToken = z.infer<typeof NewToken>;

const maybeDigest = z.string().nullable();

/** What can be done, as the audit names it. */
export const AuditAction = z.enum([
  'create',
  'update',
  'delete',
  'restore',
  'publish',
  'withdraw',
  'schedule',
  'cancel',
  'miss',
  'replace',
  'revoke',
  'count',
  'roll_back',
  'export',
  'approve',
  'replay',
  'erase',
  'hold',
  'release',
  'settle',
]);

/** One act in the audit. */
export const AuditRecord = z
  .strictObject({
    number: z.int().meta({ description: 'Counts up; gaps mean nothing.' }),
    at: z.iso.datetime(),
    token: z
      .string()
      .meta({ description: 'Id of the token or organizer; `campaign` for the token of the environment.' }),
    tokenName: z.string(),
    action: AuditAction,
    chapter: Slug.nullable().meta({ description: 'Null for what belongs to no chapter.' }),
    kind: z.string().nullable(),
    target: z.string().meta({ description: 'What was changed.', example: 'entries/oregon/faq/who-we-are' }),
    before: maybeDigest.meta({ description: 'Digest of what it was; null where it was not there.' }),
    after: maybeDigest.meta({ description: 'Digest of what it became; null where it is gone.' }),
  })
  .meta({ id: 'AuditRecord', description: 'Who did what to which target, and when.' });
export type AuditRecord = z.infer<typeof AuditRecord>;
