import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import { kinds } from '../../schema/kinds/index.ts';
import { authoredSchemas, EntryHead } from '../../schema/wire/authored.ts';
import { authorityOf, requireToken } from '../access.ts';
import type { Bindings } from '../env.ts';
import { problemResponses } from '../problem.ts';
import { listAuthored, toHeads } from './authored.ts';
import { ChapterQuery } from './entry-contracts.ts';
import { databaseOf, readCampaign } from './input.ts';
import { requireChapter } from './places.ts';

const getHeads = createRoute({
  method: 'get',
  path: '/v1/manage/entries',
  operationId: 'listAuthoredEntries',
  tags: ['Authoring'],
  summary: 'List all that a chapter wrote',
  description: 'What it owns of every kind that the token may read, drafts too, without the words: what to do next.',
  security: [{ manageToken: [] }],
  middleware: [requireToken],
  request: { query: ChapterQuery },
  responses: {
    200: {
      description: 'All of it, by slug.',
      content: {
        'application/json': {
          schema: z.strictObject({ data: z.array(EntryHead) }),
          example: { data: [authoredSchemas(kinds[0]!).examples.head] },
        },
      },
    },
    ...problemResponses('unauthorized', 'not_found', 'invalid_request', 'unavailable'),
  },
});

/** What a chapter wrote, over all kinds. */
export function registerHeads(app: OpenAPIHono<Bindings>): void {
  app.openapi(getHeads, async (c) => {
    const { chapter } = c.req.valid('query');
    const db = databaseOf(c);
    const authority = authorityOf(c);
    await requireChapter(db, authority, chapter);
    const [campaign, rows] = await Promise.all([
      readCampaign(db),
      listAuthored(db, authority, { chapter, removed: false }),
    ]);
    const heads = (await toHeads(db, campaign, rows)).map(({ source: _source, ...head }) => head);
    return c.json({ data: heads }, 200);
  });
}
