import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { and, desc, eq, lt, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import { Slug } from '../../schema/kinds/kind.ts';
import { audit } from '../../schema/tables/access.ts';
import { AuditAction, AuditRecord } from '../../schema/wire/access.ts';
import { authorityOf, isReadableBy, may, requireToken } from '../access.ts';
import type { Bindings } from '../env.ts';
import { problemResponses } from '../problem.ts';
import { databaseOf } from './input.ts';
import { answerPage, pageOf, PageQuery } from '../page.ts';
import { requireChapter } from './places.ts';

const getAudit = createRoute({
  method: 'get',
  path: '/v1/manage/audit',
  operationId: 'listAudit',
  tags: ['Access'],
  summary: 'List what was done',
  description:
    'Newest first: every act on what you may read. Acts on tokens and on the campaign as a whole are for those who may administer tokens.',
  security: [{ manageToken: [] }],
  middleware: [requireToken],
  request: {
    query: PageQuery.extend({
      cursor: z.coerce.number().int().optional().meta({ description: 'From `links.next` of the page before.' }),
      chapter: Slug.optional().meta({ description: 'Only acts on this chapter.' }),
      action: AuditAction.optional().meta({ description: 'Only acts of this kind.' }),
    }),
  },
  responses: {
    200: {
      description: 'A page of acts.',
      content: {
        'application/json': {
          schema: pageOf(AuditRecord),
          example: {
            data: [
              {
                number: 17,
                at: '2026-11-22T17:00:00.000Z',
                token: '5f0c3a9be17d2468',
                tokenName: 'Oregon editors',
                action: 'update',
                chapter: 'oregon',
                kind: 'faq',
                target: 'entries/oregon/faq/who-we-are',
                before: '8f434346648f6b96df89dda901c5176b10a6d83961dd3c1ac88b59b2dc327aa4',
                after: '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae',
              },
            ],
            links: { self: '/v1/manage/audit?chapter=oregon' },
          },
        },
      },
    },
    ...problemResponses('unauthorized', 'not_found', 'invalid_request', 'unavailable'),
  },
});

const columns = {
  number: audit.number,
  at: audit.at,
  token: audit.token,
  tokenName: audit.tokenName,
  action: audit.action,
  chapter: audit.chapter,
  kind: audit.kind,
  target: audit.target,
  before: audit.before,
  after: audit.after,
};

/** The audit. */
export function registerAudit(app: OpenAPIHono<Bindings>): void {
  app.openapi(getAudit, async (c) => {
    const { limit, cursor, chapter, action } = c.req.valid('query');
    const authority = authorityOf(c);
    const db = databaseOf(c);
    if (chapter !== undefined) await requireChapter(db, authority, chapter);
    const isAdministrator = may(authority, 'tokens', { chapter: '*', locale: '*', kind: '*' });
    const rows = await db.query
      .select(columns)
      .from(audit)
      .where(
        and(
          or(isReadableBy(authority, audit), isAdministrator ? sql`${audit.chapter} is null` : undefined),
          chapter === undefined ? undefined : eq(audit.chapter, chapter),
          action === undefined ? undefined : eq(audit.action, action),
          cursor === undefined ? undefined : lt(audit.number, cursor),
        ),
      )
      .orderBy(desc(audit.number))
      .limit(limit + 1);
    return c.json(
      answerPage(c, rows as AuditRecord[], limit, ({ number }) => number),
      200,
    );
  });
}
