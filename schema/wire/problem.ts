import { z } from 'zod';

/** Every code that an error answer can carry, with its HTTP status and its title. */
export const problemCodes = {
  invalid_request: { status: 422, title: 'The request has values that can’t be used' },
  malformed_json: { status: 400, title: 'The body is not JSON' },
  unauthorized: { status: 401, title: 'A valid bearer token or session is needed' },
  forbidden: { status: 403, title: 'The token or session does not allow this' },
  not_found: { status: 404, title: 'There is nothing here' },
  method_not_allowed: { status: 405, title: 'This address does not take that method' },
  body_too_large: { status: 413, title: 'The body is too large' },
  unsupported_media_type: { status: 415, title: 'The body is of a type that is not taken here' },
  image_unreadable: { status: 422, title: 'This is no still picture in WebP or AVIF' },
  image_has_metadata: { status: 422, title: 'The file carries more than the picture' },
  idempotency_key_reused: { status: 422, title: 'This Idempotency-Key was used for another request' },
  challenge_required: { status: 403, title: 'Solve a new challenge of GET /v1/challenge, and send this again' },
  invitation_invalid: {
    status: 403,
    title: 'This invitation was used, has expired or was revoked: ask for a new one',
  },
  passkey_refused: { status: 403, title: 'This passkey was not accepted: try again' },
  passkeys_impossible: { status: 422, title: 'Passkeys need a host name, and this address has none' },
  disclosure_not_current: { status: 422, title: 'The text that was agreed to is not the one published now' },
  pledge_closed: { status: 422, title: 'This pledge is closed' },
  disclosure_changed: { status: 409, title: 'A published disclosure never changes' },
  rule_broken: { status: 409, title: 'An entry is not as its kind allows' },
  override_broken: { status: 409, title: 'A chapter’s change no longer fits the national entry' },
  publish_conflict: { status: 409, title: 'Another publish came first: try again' },
  under_embargo: { status: 409, title: 'It is scheduled for later: cancel that first' },
  already_exists: { status: 409, title: 'There is one already' },
  receiver_not_ready: { status: 409, title: 'The receiver is not one to which anything may be sent' },
  in_use: { status: 409, title: 'Something else depends on it' },
  stale_revision: { status: 412, title: 'It has changed since you read it' },
  precondition_required: { status: 428, title: 'Send If-Match with the ETag that you read' },
  internal_error: { status: 500, title: 'Something went wrong on our side' },
  changes_expired: { status: 410, title: 'This token is older than what is kept: start again without it' },
  unavailable: { status: 503, title: 'The service can’t answer right now' },
} as const;

export type ProblemCode = keyof typeof problemCodes;

/** What is wrong with one value. */
export const ProblemDetail = z
  .strictObject({
    pointer: z.string().meta({
      description:
        'JSON Pointer (RFC 6901) into the body; for what is outside the body it starts with `/query`, `/header` or `/path`.',
    }),
    detail: z.string().meta({ description: 'What is wrong, in English, for developers. Never repeats the value.' }),
  })
  .meta({ id: 'ProblemDetail', description: 'What is wrong with one value.' });
export type ProblemDetail = z.infer<typeof ProblemDetail>;

/** RFC 9457, with a stable `code` and, for bad input, what is wrong where. */
export const Problem = z
  .strictObject({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.int(),
    code: z
      .enum(Object.keys(problemCodes) as [ProblemCode, ...ProblemCode[]])
      .meta({ description: 'Stable. Decide by this, not by the title.' }),
    detail: z.string().optional().meta({ description: 'More about this one occurrence.' }),
    errors: z.array(ProblemDetail).optional(),
  })
  .meta({ id: 'Problem', description: 'An error (RFC 9457, `application/problem+json`).' });
export type Problem = z.infer<typeof Problem>;
