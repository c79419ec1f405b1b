import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { z } from 'zod';
import {
  ActReceipt,
  DueAct,
  ErasureRequest,
  HoldRequest,
  RevocationLinkRequest,
  RevocationRequest,
  SettlementRequest,
} from '../../schema/wire/consent.ts';
import { authorityOf, requireGrant } from '../access.ts';
import { timestamp } from '../clock.ts';
import { digestContacts } from '../contact.ts';
import { openDatabase } from '../db.ts';
import { listDueActs } from '../due-acts.ts';
import { readConfig, type Bindings } from '../env.ts';
import { limitBody, requireJson } from '../http.ts';
import { problemResponses } from '../problem.ts';
import { keepAct } from './acts.ts';
import { signLink } from './link.ts';
import { readPhone } from './normalize.ts';

const receipt = {
  schema: z.strictObject({ data: ActReceipt }),
  example: { data: { id: '0d1f6b1e-6f0a-4f0e-9a55-0f6f5f0f7c11', receivedAt: '2026-11-22T17:00:00.000Z' } },
};

/** An operation of those who look after consent. They know whom it is about; the audit does not. */
function operation<Body extends z.ZodType, Answer extends z.ZodType>({
  path,
  operationId,
  summary,
  description,
  body,
  answer,
}: {
  path: string;
  operationId: string;
  summary: string;
  description: string;
  body: { schema: Body; example: object };
  answer: { schema: Answer; example: object };
}) {
  return createRoute({
    method: 'post',
    path: `/v1/manage/${path}`,
    operationId,
    tags: ['Consent'],
    summary,
    description,
    security: [{ manageToken: [] }],
    middleware: [requireGrant('consent'), limitBody(16 * 1024), requireJson],
    request: { body: { required: true, content: { 'application/json': body } } },
    responses: {
      201: { description: 'It is kept.', content: { 'application/json': answer } },
      ...problemResponses(
        'malformed_json',
        'unauthorized',
        'forbidden',
        'body_too_large',
        'unsupported_media_type',
        'invalid_request',
        'unavailable',
      ),
    },
  });
}

const postRevocation = operation({
  path: 'revocations',
  operationId: 'revokeConsent',
  summary: 'Take consent back',
  description: 'For someone who told an operator. Whether the address or number is known makes no difference.',
  body: { schema: RevocationRequest, example: { phone: '(503) 555-0142', channel: 'sms', organization: '*' } },
  answer: receipt,
});

const postLink = operation({
  path: 'revocation-links',
  operationId: 'makeRevocationLink',
  summary: 'Make a link to take consent back',
  description: 'Leads to a page with one button. It names nobody, and does not expire.',
  body: { schema: RevocationLinkRequest, example: { email: 'sam@example.org', channel: 'email', locale: 'es' } },
  answer: {
    schema: z.strictObject({ data: z.strictObject({ url: z.url() }) }),
    example: { data: { url: 'https://api.example/es/consent?link=eyJjb250YWN0' } },
  },
});

const postErasure = operation({
  path: 'erasures',
  operationId: 'erasePerson',
  summary: 'Erase a person',
  description:
    'All that came from whoever has this address or number. What proves consent and revocation stays. Under a legal hold it waits for the release.',
  body: { schema: ErasureRequest, example: { email: 'sam@example.org' } },
  answer: receipt,
});

const postHold = operation({
  path: 'holds',
  operationId: 'holdPerson',
  summary: 'Begin or end a legal hold',
  description: 'While it lasts, neither an erasure nor the campaign’s term of retention touches the records.',
  body: { schema: HoldRequest, example: { phone: '(503) 555-0142', hold: true } },
  answer: receipt,
});

const postSettlement = operation({
  path: 'settlements',
  operationId: 'settle',
  summary: 'Say that it is done',
  description: 'A revocation was carried out everywhere, or a message was read: the message is then gone.',
  body: { schema: SettlementRequest, example: { target: '0d1f6b1e-6f0a-4f0e-9a55-0f6f5f0f7c11' } },
  answer: receipt,
});

const getDue = createRoute({
  method: 'get',
  path: '/v1/manage/due',
  operationId: 'listDue',
  tags: ['Consent'],
  summary: 'List what waits for a person',
  description:
    'Revocations that are not yet said to be carried out everywhere, the first that is due first; then messages to be read, and erasures that a hold stops. Whom they are about, only an export that is opened tells.',
  security: [{ manageToken: [] }],
  middleware: [requireGrant('consent')],
  responses: {
    200: {
      description: 'All of it.',
      content: {
        'application/json': {
          schema: z.strictObject({ data: z.array(DueAct) }),
          example: {
            data: [
              {
                id: '0d1f6b1e-6f0a-4f0e-9a55-0f6f5f0f7c11',
                type: 'revocation',
                at: '2026-11-22T17:00:00.000Z',
                due: '2026-12-04',
                isOverdue: false,
                channel: 'sms',
                organization: '*',
              },
            ],
          },
        },
      },
    },
    ...problemResponses('unauthorized', 'forbidden', 'unavailable'),
  },
});

/** The keyed digest of the one address or number that was given. */
async function digestOf(
  c: Context<Bindings>,
  { email, phone }: { email?: string | undefined; phone?: string | undefined },
): Promise<string> {
  const number = phone === undefined ? undefined : readPhone(phone);
  const digests = await digestContacts(readConfig(c.env), { email: email?.toLowerCase(), phone: number });
  return (digests.email ?? digests.phone)!;
}

function actOf(c: Context<Bindings>) {
  const { token, name } = authorityOf(c);
  return { id: crypto.randomUUID(), receivedAt: timestamp(), actor: { token, name } };
}

/** What operators do for people. */
export function registerConsent(app: OpenAPIHono<Bindings>): void {
  app.openapi(getDue, async (c) => c.json({ data: await listDueActs(openDatabase(readConfig(c.env))) }, 200));
  app.openapi(postRevocation, async (c) => {
    const { channel, organization, ...given } = c.req.valid('json');
    const scope = { contact: await digestOf(c, given), channel, organization };
    return c.json(
      { data: await keepAct(c.env, { ...actOf(c), type: 'revocation', ...scope, method: 'operator' }) },
      201,
    );
  });
  app.openapi(postLink, async (c) => {
    const { channel, organization, locale, ...given } = c.req.valid('json');
    const link = await signLink(readConfig(c.env), { contact: await digestOf(c, given), channel, organization });
    const url = new URL(`/${encodeURIComponent(locale)}/consent`, c.req.url);
    url.searchParams.set('link', link);
    return c.json({ data: { url: url.href } }, 201);
  });
  app.openapi(postErasure, async (c) => {
    const contact = await digestOf(c, c.req.valid('json'));
    return c.json({ data: await keepAct(c.env, { ...actOf(c), type: 'erasure', contact, submission: null }) }, 201);
  });
  app.openapi(postHold, async (c) => {
    const { hold: isOn, ...given } = c.req.valid('json');
    const contact = await digestOf(c, given);
    return c.json({ data: await keepAct(c.env, { ...actOf(c), type: 'hold', contact, isOn }) }, 201);
  });
  app.openapi(postSettlement, async (c) => {
    const { target } = c.req.valid('json');
    return c.json({ data: await keepAct(c.env, { ...actOf(c), type: 'settlement', target }) }, 201);
  });
}
