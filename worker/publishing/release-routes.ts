import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { Slug } from '../../schema/kinds/kind.ts';
import { livePointers, releases } from '../../schema/tables/releases.ts';
import { authorityOf, requireMay, requireToken, type Authority } from '../access.ts';
import { changedTags, purge } from '../cache-tags.ts';
import { openDatabase } from '../db.ts';
import { readConfig, type Bindings } from '../env.ts';
import { limitBody, requireJson } from '../http.ts';
import { signPreview } from '../preview.ts';
import { bodyProblems, ProblemError, problemResponses } from '../problem.ts';
import { makePreview } from './preview.ts';
import { rollBack } from './rollback.ts';

const params = z.object({ chapter: Slug });
const middleware = [requireToken, limitBody(16 * 1024), requireJson];
const problems = problemResponses('not_found', 'publish_conflict', ...bodyProblems);
const exampleId = '0d1f6b1e-6f0a-4f0e-9a55-0f6f5f0f7c11';

const Release = z
  .strictObject({
    id: z.string(),
    createdAt: z.iso.datetime(),
    isLive: z.boolean().meta({ description: 'Whether it is what the chapter serves now.' }),
    retiredAt: z.iso.datetime().nullable().meta({
      description: 'When it was live last: null while it is, and for a preview, which never was.',
    }),
  })
  .meta({ id: 'Release', description: 'What a chapter serves, or served, from a publish on.' });

const listReleases = createRoute({
  method: 'get',
  path: '/v1/manage/chapters/{chapter}/releases',
  operationId: 'listReleases',
  tags: ['Publishing'],
  summary: 'List a chapter’s releases',
  description: 'Its last 100, newest first; previews among them, which were never live.',
  security: [{ manageToken: [] }],
  middleware: [requireToken],
  request: { params },
  responses: {
    200: {
      description: 'The releases.',
      content: {
        'application/json': {
          schema: z.strictObject({ data: z.array(Release) }),
          example: { data: [{ id: exampleId, createdAt: '2026-11-22T17:00:00.000Z', isLive: true, retiredAt: null }] },
        },
      },
    },
    ...problemResponses('unauthorized', 'forbidden', 'not_found', 'invalid_request', 'unavailable'),
  },
});

const postRollback = createRoute({
  method: 'post',
  path: '/v1/manage/chapters/{chapter}/rollback',
  operationId: 'rollBack',
  tags: ['Publishing'],
  summary: 'Make an earlier release live again',
  description:
    'The chapter serves that release just as it was, the national content beneath included, until the next national publish brings it the national content of then. What was published since counts as unpublished. What was revoked stays away.',
  security: [{ manageToken: [] }],
  middleware,
  request: {
    params,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.strictObject({ release: z.string().max(64) }),
          example: { release: exampleId },
        },
      },
    },
  },
  responses: {
    204: { description: 'It is live.' },
    ...problems,
    ...problemResponses('publish_conflict', 'under_embargo'),
  },
});

const postPreview = createRoute({
  method: 'post',
  path: '/v1/manage/chapters/{chapter}/previews',
  operationId: 'makePreview',
  tags: ['Publishing'],
  summary: 'Show a chapter as it will be',
  description:
    'Compiles all that the chapter has written, drafts too, and gives a token with which the ordinary reads show it: `?preview=…`. Who has the token sees it until it expires.',
  security: [{ manageToken: [] }],
  middleware,
  request: {
    params,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.strictObject({
            minutes: z.int().min(1).max(10_080).default(60).meta({ description: 'How long it can be seen.' }),
          }),
          example: { minutes: 60 },
        },
      },
    },
  },
  responses: {
    201: {
      description: 'The preview is made.',
      content: {
        'application/json': {
          schema: z.strictObject({ data: z.strictObject({ token: z.string(), expiresAt: z.iso.datetime() }) }),
          example: { data: { token: 'eyJyZWxlYXNlIjoi….p0dGVuIHVw', expiresAt: '2026-11-22T18:00:00.000Z' } },
        },
      },
    },
    ...problems,
  },
});

/** A token that may read nothing of a chapter is told that it is not there; one that may read it, what it lacks. */
function requirePublisher(authority: Authority, chapter: string): void {
  const whole = { chapter, locale: '*', kind: '*' };
  if (authority.grants.every((grant) => grant.chapter !== '*' && grant.chapter !== chapter)) {
    throw new ProblemError('not_found', { detail: 'There is no such chapter' });
  }
  requireMay(authority, 'publish', whole);
}

/** Operations on what was published, and on what will be. */
export function registerReleases(app: OpenAPIHono<Bindings>): void {
  app.openapi(listReleases, async (c) => {
    const { chapter } = c.req.valid('param');
    requirePublisher(authorityOf(c), chapter);
    const db = openDatabase(readConfig(c.env));
    const rows = await db.query
      .select({
        id: releases.id,
        createdAt: releases.createdAt,
        retiredAt: releases.retiredAt,
        live: livePointers.release,
      })
      .from(releases)
      .leftJoin(livePointers, eq(livePointers.release, releases.id))
      .where(eq(releases.chapter, chapter))
      .orderBy(desc(releases.createdAt))
      .limit(100);
    return c.json(
      {
        data: rows.map(({ live, retiredAt, ...row }) => {
          // One that is live again was retired once.
          return { ...row, isLive: live !== null, retiredAt: live === null ? retiredAt : null };
        }),
      },
      200,
    );
  });
  app.openapi(postRollback, async (c) => {
    const { chapter } = c.req.valid('param');
    requirePublisher(authorityOf(c), chapter);
    await rollBack(openDatabase(readConfig(c.env)), chapter, c.req.valid('json').release, authorityOf(c));
    purge(c.executionCtx, changedTags(chapter));
    return c.body(null, 204);
  });
  app.openapi(postPreview, async (c) => {
    const { chapter } = c.req.valid('param');
    requirePublisher(authorityOf(c), chapter);
    const config = readConfig(c.env);
    const settings = { showDrafts: config.SHOW_DRAFTS === 'true' };
    const release = await makePreview(openDatabase(config), settings, chapter);
    const expires = Math.floor(Date.now() / 1000) + c.req.valid('json').minutes * 60;
    const token = await signPreview(config, { release, chapter, expires });
    return c.json({ data: { token, expiresAt: new Date(expires * 1000).toISOString() } }, 201);
  });
}
