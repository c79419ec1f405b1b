import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import { Slug } from '../../schema/kinds/kind.ts';
import { Pending } from '../../schema/wire/pending.ts';
import { authorityOf, requireToken } from '../access.ts';
import { openDatabase } from '../db.ts';
import { readConfig, type Bindings } from '../env.ts';
import { problemResponses } from '../problem.ts';
import { readPending } from './pending.ts';
import { requireChapter } from './places.ts';

const compileTimeoutMs = 60_000;

const example = {
  chapter: null,
  entries: [
    {
      kind: 'faq',
      plural: 'faqs',
      slug: 'who-we-are',
      title: 'Who are we?',
      mode: 'own' as const,
      change: 'changed' as const,
      revision: 3,
      publishedRevision: 2,
      changedBy: 'Oregon editors',
      changedAt: '2026-11-22T17:00:00.000Z',
      differences: [{ pointer: '/translations/en/fields/answer', before: 'People.', after: 'People who give care.' }],
      until: null,
    },
  ],
  drafts: [
    {
      kind: 'page',
      plural: 'pages',
      slug: 'meet-us',
      title: 'Meet us',
      updatedAt: '2026-11-22T17:00:00.000Z',
    },
  ],
  broken: [],
  frozen: null,
};

const getPending = createRoute({
  method: 'get',
  path: '/v1/manage/chapters/{chapter}/changes',
  operationId: 'getPending',
  tags: ['Publishing'],
  summary: 'Tell what a publish would change',
  description:
    'Each entry whose newest version is not what readers see, with what differs; drafts; and what a publish of all of it would be refused for. Nothing is written.',
  security: [{ manageToken: [] }],
  middleware: [requireToken],
  request: { params: z.object({ chapter: Slug }) },
  responses: {
    200: {
      description: 'What waits.',
      content: { 'application/json': { schema: z.strictObject({ data: Pending }), example: { data: example } } },
    },
    ...problemResponses('unauthorized', 'not_found', 'invalid_request', 'unavailable'),
  },
});

/** What waits to be published. */
export function registerPending(app: OpenAPIHono<Bindings>): void {
  app.openapi(getPending, async (c) => {
    const { chapter } = c.req.valid('param');
    const config = readConfig(c.env);
    const db = openDatabase(config, compileTimeoutMs);
    await requireChapter(db, authorityOf(c), chapter);
    const settings = { showDrafts: config.SHOW_DRAFTS === 'true' };
    return c.json({ data: await readPending(db, settings, authorityOf(c), chapter) }, 200);
  });
}
