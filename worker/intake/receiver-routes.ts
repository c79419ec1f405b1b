import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { sha256Hex } from '../../schema/kinds/digest.ts';
import { receivers } from '../../schema/tables/outbox.ts';
import { NewReceiver, Receiver, ReceiverRequest } from '../../schema/wire/receiver.ts';
import { authorityOf, requireGrant } from '../access.ts';
import { recordActs } from '../audit.ts';
import { timestamp } from '../clock.ts';
import { openDatabase, type Database } from '../db.ts';
import { readConfig, type Bindings, type Config } from '../env.ts';
import { limitBody, requireJson } from '../http.ts';
import { ProblemError, problemResponses } from '../problem.ts';
import { holderOf } from '../sealing-keys.ts';
import { wakeCourier } from './outbox.ts';
import { signingSecret } from './send.ts';
import { isApprovedUrl } from './webhook-url.ts';

export const requireReceivers = requireGrant('receivers');

const request = {
  name: 'Oregon’s membership system',
  url: 'https://hooks.example.org/uwh',
  chapter: 'oregon',
  events: ['signup.created' as const],
};

const example = {
  id: '5f0c3a9be17d2468',
  ...request,
  state: 'pending' as const,
  createdAt: '2026-11-22T17:00:00.000Z',
  approvedAt: null,
  failures: 0,
};

const params = z.object({ receiver: z.string().meta({ description: 'Its id.' }) });

const listReceivers = createRoute({
  method: 'get',
  path: '/v1/manage/receivers',
  operationId: 'listReceivers',
  tags: ['Receivers'],
  summary: 'List receivers',
  description: 'All that were ever made, newest first, without their secrets.',
  security: [{ manageToken: [] }],
  middleware: [requireReceivers],
  responses: {
    200: {
      description: 'The receivers.',
      content: {
        'application/json': { schema: z.strictObject({ data: z.array(Receiver) }), example: { data: [example] } },
      },
    },
    ...problemResponses('unauthorized', 'forbidden', 'unavailable'),
  },
});

const postReceiver = createRoute({
  method: 'post',
  path: '/v1/manage/receivers',
  operationId: 'createReceiver',
  tags: ['Receivers'],
  summary: 'Make a receiver',
  description: 'Its secret is in this answer and nowhere else. Nothing is sent until it is approved.',
  security: [{ manageToken: [] }],
  middleware: [requireReceivers, limitBody(16 * 1024), requireJson],
  request: {
    body: { required: true, content: { 'application/json': { schema: ReceiverRequest, example: request } } },
  },
  responses: {
    201: {
      description: 'It waits for its key and its approval.',
      content: {
        'application/json': {
          schema: z.strictObject({ data: NewReceiver }),
          example: { data: { ...example, secret: 'whsec_…' } },
        },
      },
    },
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

const one = (description: string, data: z.input<typeof Receiver>) => ({
  200: {
    description,
    content: { 'application/json': { schema: z.strictObject({ data: Receiver }), example: { data } } },
  },
  ...problemResponses('unauthorized', 'forbidden', 'not_found', 'receiver_not_ready', 'unavailable'),
});

const approveReceiver = createRoute({
  method: 'post',
  path: '/v1/manage/receivers/{receiver}/approval',
  operationId: 'approveReceiver',
  tags: ['Receivers'],
  summary: 'Approve a receiver',
  description:
    'From now on it is sent what its chapter’s people send, and nothing older. Its host and its key must stand in the settings. One that was disabled is approved again like this.',
  security: [{ manageToken: [] }],
  middleware: [requireReceivers],
  request: { params },
  responses: one('It is approved.', { ...example, state: 'approved', approvedAt: '2026-11-22T18:00:00.000Z' }),
});

const deleteReceiver = createRoute({
  method: 'delete',
  path: '/v1/manage/receivers/{receiver}',
  operationId: 'revokeReceiver',
  tags: ['Receivers'],
  summary: 'Revoke a receiver',
  description:
    'Nothing is sent to it any more, for good; what was due is a dead letter. What it must be told of people who withdraw is listed with the dead letters, for someone to tell.',
  security: [{ manageToken: [] }],
  middleware: [requireReceivers],
  request: { params },
  responses: one('It is revoked.', { ...example, state: 'revoked' }),
});

const columns = {
  id: receivers.id,
  name: receivers.name,
  url: receivers.url,
  chapter: receivers.chapter,
  events: receivers.events,
  state: receivers.state,
  createdAt: receivers.createdAt,
  approvedAt: receivers.approvedAt,
  failures: receivers.failures,
};

async function findReceiver(db: Database, id: string): Promise<Receiver> {
  const [row] = await db.query.select(columns).from(receivers).where(eq(receivers.id, id));
  if (row === undefined) throw new ProblemError('not_found', { detail: 'There is no such receiver' });
  return row as Receiver;
}

/** The settings decide to whom anything can go; without them an approval is worth nothing. */
function requireReady({ SEALING_KEYS, WEBHOOK_HOSTS }: Config, { id, url, state }: Receiver): void {
  const refuse = (detail: string) => {
    throw new ProblemError('receiver_not_ready', { detail });
  };
  if (state === 'revoked') refuse('It is revoked: make another');
  if (!isApprovedUrl({ WEBHOOK_HOSTS }, url)) refuse('Its host is not one of WEBHOOK_HOSTS');
  if (!SEALING_KEYS.some((key) => holderOf(key) === `receiver-${id}`)) {
    refuse(`SEALING_KEYS has no key of it: npm run keys -- create --holder receiver-${id}`);
  }
}

/** What may be sent where: not how it went. */
function digestOf({ name, url, chapter, events, state }: Receiver): Promise<string> {
  return sha256Hex(JSON.stringify({ name, url, chapter, events, state }));
}

/** The administration of receivers. */
export function registerReceivers(app: OpenAPIHono<Bindings>): void {
  app.openapi(listReceivers, async (c) => {
    const db = openDatabase(readConfig(c.env));
    const rows = await db.query.select(columns).from(receivers).orderBy(desc(receivers.createdAt), receivers.id);
    return c.json({ data: rows as Receiver[] }, 200);
  });
  app.openapi(postReceiver, async (c) => {
    const config = readConfig(c.env);
    const body = c.req.valid('json');
    if (!isApprovedUrl(config, body.url)) {
      const detail = 'Its host is not one of WEBHOOK_HOSTS';
      throw new ProblemError('invalid_request', { errors: [{ pointer: '/url', detail }] });
    }
    const db = openDatabase(config);
    const createdAt = timestamp();
    const id = crypto.randomUUID().replaceAll('-', '').slice(0, 16);
    const made = { id, ...body, state: 'pending' as const, createdAt, approvedAt: null, failures: 0 };
    const after = await digestOf(made);
    await db.write([
      db.query.insert(receivers).values(made),
      ...recordActs(db, authorityOf(c), createdAt, [
        { action: 'create', target: `receivers/${id}`, before: null, after },
      ]),
    ]);
    return c.json({ data: { ...made, secret: await signingSecret(config, id) } }, 201);
  });
  app.openapi(approveReceiver, async (c) => {
    const config = readConfig(c.env);
    const db = openDatabase(config);
    const row = await findReceiver(db, c.req.valid('param').receiver);
    requireReady(config, row);
    if (row.state === 'approved') return c.json({ data: row }, 200);
    const approvedAt = timestamp();
    const approved = { ...row, state: 'approved' as const, approvedAt, failures: 0 };
    const { state, failures } = approved;
    const [before, after] = await Promise.all([row, approved].map(digestOf));
    await db.write([
      db.query.update(receivers).set({ state, approvedAt, failures, restsUntil: null }).where(eq(receivers.id, row.id)),
      ...recordActs(db, authorityOf(c), approvedAt, [
        { action: 'approve', target: `receivers/${row.id}`, before: before!, after: after! },
      ]),
    ]);
    return c.json({ data: approved }, 200);
  });
  app.openapi(deleteReceiver, async (c) => {
    const db = openDatabase(readConfig(c.env));
    const row = await findReceiver(db, c.req.valid('param').receiver);
    if (row.state === 'revoked') return c.json({ data: row }, 200);
    const before = await digestOf(row);
    await db.write([
      db.query.update(receivers).set({ state: 'revoked' }).where(eq(receivers.id, row.id)),
      ...recordActs(db, authorityOf(c), timestamp(), [
        { action: 'revoke', target: `receivers/${row.id}`, before, after: null },
      ]),
    ]);
    await wakeCourier(c.env, row.id);
    return c.json({ data: { ...row, state: 'revoked' as const } }, 200);
  });
}
