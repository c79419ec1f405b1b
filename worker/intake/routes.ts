import { createRoute, OpenAPIHono, type z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { getPath } from 'hono/utils/url';
import { z as zod } from 'zod';
import { IdempotencyKey, PledgeSignature, Receipt, Signup } from '../../schema/wire/signup.ts';
import { readConfig, type Bindings, type Env } from '../env.ts';
import { limitBody, requireJson } from '../http.ts';
import { invalidRequest, invalidRequestHook, ProblemError, problemResponses, toProblem } from '../problem.ts';
import { registerChallenge } from './challenge.ts';
import { registerConsent } from './consent-routes.ts';
import { registerCounters } from './counters.ts';
import { registerDeliveries } from './delivery-routes.ts';
import { registerExport } from './export-routes.ts';
import { registerInbound } from './inbound.ts';
import { registerReceivers } from './receiver-routes.ts';
import { registerWebhooks } from './webhooks.ts';
import { findKept, identify, keep } from './keep.ts';
import { registerPartners } from './partner-routes.ts';
import { levelOfProof } from './proof.ts';
import { requirePublished } from './published.ts';
import type { ConsentEvidence, SubmissionRecord } from './record.ts';
import { arrivalOf, findSender, type Arrival } from './sender.ts';

const headers = zod.object({
  'idempotency-key': IdempotencyKey,
  'uwh-proof': zod
    .string()
    .max(2048)
    .optional()
    .meta({ description: 'The solved challenge of `GET /v1/challenge`. A repeat of what is kept needs none.' }),
});
const mostBytes = 16 * 1024;
const middleware = [limitBody(mostBytes), requireJson];

const kept = {
  201: {
    description: 'It is kept. A repeat of the request gets the same answer.',
    content: {
      'application/json': {
        schema: zod.strictObject({ data: Receipt }),
        example: {
          data: {
            id: 'pV3mF0m8XJ0h2b6yq4n1sT7uWc5zK9eRlA2dG8oBxYQ',
            receivedAt: '2026-11-22T17:00:00.000Z',
            code: '7H2KQ-0MZ4T-9XW1B-C5RSE',
          },
        },
      },
    },
  },
};

const exampleConsent = {
  disclosure: 'sms-1',
  version: 1,
  locale: 'en',
  digest: '8f434346648f6b96df89dda901c5176b10a6d83961dd3c1ac88b59b2dc327aa4',
  control: 'checkbox' as const,
  initially: 'unset' as const,
  form: 'join-form/3f9a0c5d7e21',
  at: '2026-11-22T16:59:41.000Z',
};

const postSignup = createRoute({
  method: 'post',
  path: '/v1/signups',
  operationId: 'signUp',
  tags: ['Taking part'],
  summary: 'Join the campaign',
  description:
    'Keeps a sign-up. Everything that tells who the person is gets sealed to the campaign’s keys before it is stored; the server can’t read it again. At most 16 kB.',
  security: [],
  middleware,
  request: {
    headers,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: Signup,
          example: {
            givenName: 'Sam',
            familyName: 'Example',
            email: 'sam@example.org',
            phone: '(503) 555-0142',
            chapter: 'oregon',
            locale: 'en',
            relation: 'worker',
            page: 'https://partner.example/join',
            consents: { sms: exampleConsent },
          },
        },
      },
    },
  },
  responses: {
    ...kept,
    ...problemResponses(
      'malformed_json',
      'body_too_large',
      'unsupported_media_type',
      'invalid_request',
      'idempotency_key_reused',
      'challenge_required',
      'disclosure_not_current',
      'unavailable',
    ),
  },
});

const postPledge = createRoute({
  method: 'post',
  path: '/v1/pledges',
  operationId: 'signPledge',
  tags: ['Taking part'],
  summary: 'Put a name to a pledge',
  description:
    'Keeps a signature, sealed like a sign-up. Its counter goes up; nothing tells who signed. At most 16 kB.',
  security: [],
  middleware,
  request: {
    headers,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: PledgeSignature,
          example: {
            pledge: 'stand-with-behavioral-health-workers',
            givenName: 'Sam',
            email: 'sam@example.org',
            locale: 'en',
          },
        },
      },
    },
  },
  responses: {
    ...kept,
    ...problemResponses(
      'malformed_json',
      'body_too_large',
      'unsupported_media_type',
      'invalid_request',
      'idempotency_key_reused',
      'challenge_required',
      'disclosure_not_current',
      'pledge_closed',
      'unavailable',
    ),
  },
});

/** What was sent, and found good. */
interface Valid {
  body: Signup | PledgeSignature;
  /** The body as it came. */
  raw: string;
  headers: z.infer<typeof headers>;
}

/** Keeps what passes; a repeat of what is kept gets its first answer, whatever has changed since. */
async function accept(
  arrival: Arrival,
  type: SubmissionRecord['type'],
  { body, raw, headers }: Valid,
): Promise<z.infer<typeof Receipt>> {
  const { env } = arrival;
  const config = readConfig(env);
  const identity = await identify(config, { type, raw, idempotencyKey: headers['idempotency-key'] });
  const [sender, proof] = await Promise.all([
    findSender(arrival, body.partner),
    levelOfProof(config, headers['uwh-proof'], identity.key),
  ]);
  let evidence: ConsentEvidence[];
  try {
    if (proof < 0) throw new ProblemError('challenge_required');
    evidence = await requirePublished(arrival, body);
  } catch (error) {
    const kept = await findKept(env, identity);
    if (kept !== null) return kept;
    throw error;
  }
  return keep(env, config, identity, { type, body, evidence, sender, proof });
}

async function acceptRouted(c: Context<Bindings>, type: SubmissionRecord['type'], valid: Omit<Valid, 'raw'>) {
  c.header('Cache-Control', 'no-store');
  return accept(arrivalOf(c), type, { ...valid, raw: await c.req.text() });
}

/** What people send. */
export const intake = new OpenAPIHono<Bindings>({ defaultHook: invalidRequestHook })
  .openapi(postSignup, async (c) => {
    const data = await acceptRouted(c, 'signup', { body: c.req.valid('json'), headers: c.req.valid('header') });
    return c.json({ data }, 201);
  })
  .openapi(postPledge, async (c) => {
    const data = await acceptRouted(c, 'pledge', { body: c.req.valid('json'), headers: c.req.valid('header') });
    return c.json({ data }, 201);
  });

const direct = {
  [postSignup.path]: { type: 'signup', schema: Signup },
  [postPledge.path]: { type: 'pledge', schema: PledgeSignature },
} as const;

/**
 * Takes what people send as nearly all of them send it, beside the framework, which costs as much as all the rest: for
 * the same answers as the routes above, save for the headers that the app adds to each.
 * @returns null where the routes have to look: another path or method, a body that does not say how long it is, one
 * that is too long, or that is not said to be JSON.
 */
export function takeDirectly(request: Request, env: Env, executionCtx: ExecutionContext): Promise<Response> | null {
  if (request.method !== 'POST') return null;
  const path = getPath(request);
  if (!Object.hasOwn(direct, path)) return null;
  const length = request.headers.get('Content-Length');
  if (length === null || Number(length) > mostBytes || request.headers.get('Content-Type') !== 'application/json')
    return null;
  return answerDirectly(direct[path as keyof typeof direct], { request, env, executionCtx }).catch((error: unknown) =>
    toProblem(error as Error, { url: request.url, route: path }),
  );
}

async function answerDirectly(
  { type, schema }: (typeof direct)[keyof typeof direct],
  arrival: Arrival,
): Promise<Response> {
  const sent = arrival.request.headers;
  const given = headers.safeParse({
    'idempotency-key': sent.get('Idempotency-Key') ?? undefined,
    'uwh-proof': sent.get('UWH-Proof') ?? undefined,
  });
  if (!given.success) throw invalidRequest(given.error, 'header');
  const raw = await arrival.request.text();
  const parsed = schema.safeParse(parseJson(raw));
  if (!parsed.success) throw invalidRequest(parsed.error);
  const data = await accept(arrival, type, { body: parsed.data, raw, headers: given.data });
  return Response.json({ data }, { status: 201, headers: { 'Cache-Control': 'no-store' } });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ProblemError('malformed_json');
  }
}

registerChallenge(intake);
registerCounters(intake);
registerReceivers(intake);
registerDeliveries(intake);
registerWebhooks(intake);
registerInbound(intake);
registerConsent(intake);
registerPartners(intake);
registerExport(intake);
