import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { and, desc, eq, lt, or } from 'drizzle-orm';
import { z } from 'zod';
import { deliveries, receivers } from '../../schema/tables/outbox.ts';
import { Delivery, DeliveryState } from '../../schema/wire/receiver.ts';
import { WebhookEvent } from '../../schema/wire/webhook.ts';
import { authorityOf } from '../access.ts';
import { recordActs } from '../audit.ts';
import { timestamp } from '../clock.ts';
import { openDatabase } from '../db.ts';
import { readConfig, type Bindings } from '../env.ts';
import { answerPage, pageOf, PageQuery } from '../page.ts';
import { ProblemError, problemResponses } from '../problem.ts';
import { wakeCourier } from './outbox.ts';
import { requireReceivers } from './receiver-routes.ts';

const example = {
  id: 'msg_0d1f6b1e-6f0a-4f0e-9a55-0f6f5f0f7c11',
  receiver: '5f0c3a9be17d2468',
  event: 'signup.created' as const,
  submission: 'pV3mF0m8XJ0h2b6yq4n1sT7uWc5zK9eRlA2dG8oBxYQ',
  chapter: 'oregon',
  state: 'due' as const,
  queuedAt: '2026-11-22T17:00:00.000Z',
  nextTryAt: '2026-11-22T17:00:05.000Z',
  deliveredAt: null,
  attempts: [{ at: '2026-11-22T17:00:00.000Z', status: 500, error: null, durationMs: 84 }],
};

const listDeliveries = createRoute({
  method: 'get',
  path: '/v1/manage/deliveries',
  operationId: 'listDeliveries',
  tags: ['Receivers'],
  summary: 'List what was sent, and what is due',
  description:
    'Newest first, with the last tries of each. `state=dead` lists the dead letters; `event=person.erased&state=delivered` shows who acknowledged an erasure. What was delivered is kept for 30 days, withdrawals for good.',
  security: [{ manageToken: [] }],
  middleware: [requireReceivers],
  request: {
    query: PageQuery.extend({
      receiver: z.string().max(100).optional().meta({ description: 'Only to this one.' }),
      state: DeliveryState.optional(),
      event: WebhookEvent.optional(),
      submission: z.string().max(100).optional().meta({ description: 'Only about this one.' }),
    }),
  },
  responses: {
    200: {
      description: 'A page of deliveries.',
      content: {
        'application/json': {
          schema: pageOf(Delivery),
          example: { data: [example], links: { self: '/v1/manage/deliveries?state=due' } },
        },
      },
    },
    ...problemResponses('unauthorized', 'forbidden', 'invalid_request', 'unavailable'),
  },
});

const replayDelivery = createRoute({
  method: 'post',
  path: '/v1/manage/deliveries/{delivery}/replay',
  operationId: 'replayDelivery',
  tags: ['Receivers'],
  summary: 'Send it again',
  description:
    'Now, under the same `webhook-id`, and with all tries anew. What was erased meanwhile is not in it any more: it is dropped.',
  security: [{ manageToken: [] }],
  middleware: [requireReceivers],
  request: { params: z.object({ delivery: z.string().meta({ description: 'Its id.' }) }) },
  responses: {
    200: {
      description: 'It is due.',
      content: {
        'application/json': { schema: z.strictObject({ data: Delivery }), example: { data: example } },
      },
    },
    ...problemResponses('unauthorized', 'forbidden', 'not_found', 'receiver_not_ready', 'unavailable'),
  },
});

const columns = {
  id: deliveries.id,
  receiver: deliveries.receiver,
  event: deliveries.event,
  submission: deliveries.submission,
  chapter: deliveries.chapter,
  state: deliveries.state,
  queuedAt: deliveries.queuedAt,
  nextTryAt: deliveries.nextTryAt,
  deliveredAt: deliveries.deliveredAt,
  attempts: deliveries.attempts,
};

/** What was sent, and sending it again. */
export function registerDeliveries(app: OpenAPIHono<Bindings>): void {
  app.openapi(listDeliveries, async (c) => {
    const { limit, cursor, ...wanted } = c.req.valid('query');
    const filters = Object.entries(wanted).map(([name, value]) =>
      value === undefined ? undefined : eq(deliveries[name as keyof typeof wanted], value),
    );
    const rows = await openDatabase(readConfig(c.env))
      .query.select(columns)
      .from(deliveries)
      .where(and(...filters, cursor === undefined ? undefined : isBefore(cursor)))
      .orderBy(desc(deliveries.queuedAt), desc(deliveries.id))
      .limit(limit + 1);
    return c.json(
      answerPage(c, rows as Delivery[], limit, ({ queuedAt, id }) => `${queuedAt}~${id}`),
      200,
    );
  });
  app.openapi(replayDelivery, async (c) => {
    const db = openDatabase(readConfig(c.env));
    const isIt = eq(deliveries.id, c.req.valid('param').delivery);
    const [found] = await db.query
      .select({ delivery: columns, receiver: receivers.state })
      .from(deliveries)
      .innerJoin(receivers, eq(receivers.id, deliveries.receiver))
      .where(isIt);
    if (found === undefined) throw new ProblemError('not_found', { detail: 'There is no such delivery' });
    if (found.receiver !== 'approved') throw new ProblemError('receiver_not_ready', { detail: 'It is not approved' });
    const { id, receiver } = found.delivery;
    const now = timestamp();
    const due = { state: 'due' as const, queuedAt: now, nextTryAt: now, deliveredAt: null };
    await db.write([
      db.query
        .update(deliveries)
        .set({ ...due, tries: 0 })
        .where(isIt),
      db.query.update(receivers).set({ restsUntil: null }).where(eq(receivers.id, receiver)),
      ...recordActs(db, authorityOf(c), now, [
        { action: 'replay', target: `deliveries/${id}`, before: null, after: null },
      ]),
    ]);
    await wakeCourier(c.env, receiver);
    return c.json({ data: { ...found.delivery, ...due } as Delivery }, 200);
  });
}

/** What comes after a page that ended here, newest first. */
function isBefore(cursor: string) {
  const [queuedAt = '', id = ''] = cursor.split('~');
  return or(lt(deliveries.queuedAt, queuedAt), and(eq(deliveries.queuedAt, queuedAt), lt(deliveries.id, id)));
}
