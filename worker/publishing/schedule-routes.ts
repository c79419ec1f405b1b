import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import { Slug } from '../../schema/kinds/kind.ts';
import { ScheduledAct, ScheduleOverview, ScheduleRequest } from '../../schema/wire/schedule.ts';
import { authorityOf, requireMay, requireToken } from '../access.ts';
import type { Bindings } from '../env.ts';
import { bodyProblems, ProblemError, problemResponses } from '../problem.ts';
import { listAuthored } from './authored.ts';
import { databaseOf, smallJson } from './input.ts';
import { requireChapter } from './places.ts';
import { requirePublish } from './publish-routes.ts';
import { cancelAct, chooseFor, planActs } from './schedule-plan.ts';
import { findActs, readSchedule } from './schedule.ts';

const base = { tags: ['Publishing'], security: [{ manageToken: [] }] };

const example = {
  id: '0d1f6b1e-6f0a-4f0e-9a55-0f6f5f0f7c11',
  chapter: 'oregon',
  kind: 'article',
  slug: 'we-have-filed',
  action: 'publish' as const,
  at: '2026-12-01T17:00:00.000Z',
  local: '2026-12-01T09:00:00',
  timeZone: 'America/Los_Angeles',
  revision: 3,
  newestRevision: 3,
  createdBy: 'Oregon editors',
  createdAt: '2026-11-22T17:00:00.000Z',
  endedAt: null,
  lateSeconds: 0,
  reason: null,
};
const missed = {
  ...example,
  id: '6c1b7f9e-9f0f-4d0d-8a43-6f3f6c2d9b10',
  slug: 'we-have-won',
  endedAt: '2026-12-01T17:00:00.112Z',
  reason: 'forbidden' as const,
};

const getSchedule = createRoute({
  ...base,
  method: 'get',
  path: '/v1/manage/schedule',
  operationId: 'getSchedule',
  summary: 'List what is scheduled, and what was missed',
  description: 'What is next, what did not happen and why, and what happened and how late.',
  middleware: [requireToken],
  request: { query: z.object({ chapter: Slug.optional().meta({ description: 'Only of this chapter.' }) }) },
  responses: {
    200: {
      description: 'The schedule.',
      content: {
        'application/json': {
          schema: z.strictObject({ data: ScheduleOverview }),
          example: { data: { next: [example], missed: [missed], done: [] } },
        },
      },
    },
    ...problemResponses('unauthorized', 'not_found', 'invalid_request', 'unavailable'),
  },
});

const postSchedule = createRoute({
  ...base,
  method: 'post',
  path: '/v1/manage/schedule',
  operationId: 'schedule',
  summary: 'Publish or withdraw at a time',
  description:
    'Needs a grant to publish for each entry, then and at that time. Until then nothing of what is to be published can be seen, nor can another publish show it. It is published in its version of now, or as who may publish it has changed it since. Withdrawing makes the newest version a draft.',
  middleware: [requireToken, ...smallJson],
  request: {
    body: {
      required: true,
      content: {
        'application/json': {
          schema: ScheduleRequest,
          example: {
            chapter: 'oregon',
            entries: [{ kind: example.kind, slug: example.slug }],
            action: 'publish',
            at: '2026-12-01T09:00',
          },
        },
      },
    },
  },
  responses: {
    201: {
      description: 'It is planned: one act for each entry.',
      content: {
        'application/json': {
          schema: z.strictObject({ data: z.array(ScheduledAct) }),
          example: { data: [example] },
        },
      },
    },
    ...problemResponses('not_found', 'already_exists', 'publish_conflict', ...bodyProblems),
  },
});

const deleteAct = createRoute({
  ...base,
  method: 'delete',
  path: '/v1/manage/schedule/{act}',
  operationId: 'cancelScheduled',
  summary: 'Cancel what is scheduled',
  description: 'It does not happen, and the entry is under embargo no more. Needs a grant to publish it.',
  middleware: [requireToken],
  request: { params: z.object({ act: z.string().max(64).meta({ description: 'Its id.' }) }) },
  responses: {
    204: { description: 'It is cancelled.' },
    ...problemResponses('unauthorized', 'forbidden', 'not_found', 'invalid_request', 'unavailable'),
  },
});

/** What happens at a time. */
export function registerSchedule(app: OpenAPIHono<Bindings>): void {
  app.openapi(getSchedule, async (c) => {
    const { chapter } = c.req.valid('query');
    const db = databaseOf(c);
    if (chapter !== undefined) await requireChapter(db, authorityOf(c), chapter);
    return c.json({ data: await readSchedule(db, authorityOf(c), chapter) }, 200);
  });
  app.openapi(postSchedule, async (c) => {
    const request = c.req.valid('json');
    const { chapter } = request;
    const db = databaseOf(c);
    const authority = authorityOf(c);
    await requireChapter(db, authority, chapter);
    const chosen = chooseFor(request, await listAuthored(db, authority, { chapter, removed: false }));
    requirePublish(authority, chapter, chosen);
    const ids = await planActs(db, authority, request, chosen);
    return c.json({ data: await findActs(db, authority, ids) }, 201);
  });
  app.openapi(deleteAct, async (c) => {
    const { act: id } = c.req.valid('param');
    const db = databaseOf(c);
    const [act] = await findActs(db, authorityOf(c), [id]);
    if (act === undefined || act.endedAt !== null) throw new ProblemError('not_found');
    requireMay(authorityOf(c), 'publish', { chapter: act.chapter, locale: '*', kind: act.kind });
    await cancelAct(db, authorityOf(c), act);
    return c.body(null, 204);
  });
}
