import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { and, desc, eq, like, sql } from 'drizzle-orm';
import { z } from 'zod';
import { Slug } from '../../schema/kinds/kind.ts';
import { audit } from '../../schema/tables/access.ts';
import { livePointers, releases } from '../../schema/tables/releases.ts';
import { Release } from '../../schema/wire/managed-release.ts';
import { ReleaseChanges } from '../../schema/wire/release-changes.ts';
import { authorityOf, requireMay, requireToken, type Authority } from '../access.ts';
import { changedTags, purge } from '../cache-tags.ts';
import { openDatabase, type Database } from '../db.ts';
import { readConfig, type Bindings } from '../env.ts';
import { limitBody, requireJson } from '../http.ts';
import { signPreview } from '../preview.ts';
import { bodyProblems, ProblemError, problemResponses } from '../problem.ts';
import { makePreview } from './preview.ts';
import { readReleaseChanges } from './release-changes.ts';
import { rollBack } from './rollback.ts';

const params = z.object({ chapter: Slug });
const middleware = [requireToken, limitBody(16 * 1024), requireJson];
const problems = problemResponses('not_found', 'publish_conflict', ...bodyProblems);
const exampleChange = {
  kind: 'faq',
  plural: 'faqs',
  slug: 'who-we-are',
  title: 'Who are we?',
  mode: 'own' as const,
  change: 'changed' as const,
  differences: [{ pointer: '/translations/en/fields/answer', before: 'People.', after: 'People who give care.' }],
};
const exampleId = '0d1f6b1e-6f0a-4f0e-9a55-0f6f5f0f7c11';

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
          example: {
            data: [
              {
                id: exampleId,
                createdAt: '2026-11-22T17:00:00.000Z',
                publishedBy: 'Oregon editors',
                isLive: true,
                retiredAt: null,
                shownAgain: [],
              },
            ],
          },
        },
      },
    },
    ...problemResponses('unauthorized', 'forbidden', 'not_found', 'invalid_request', 'unavailable'),
  },
});

const getChanges = createRoute({
  method: 'get',
  path: '/v1/manage/chapters/{chapter}/releases/{release}/changes',
  operationId: 'getReleaseChanges',
  tags: ['Publishing'],
  summary: 'Tell what a release changed',
  description: 'To what readers saw before, entry by entry; of the first release, all is new.',
  security: [{ manageToken: [] }],
  middleware: [requireToken],
  request: { params: params.extend({ release: z.string().max(64) }) },
  responses: {
    200: {
      description: 'What it changed.',
      content: {
        'application/json': {
          schema: z.strictObject({ data: ReleaseChanges }),
          example: { data: { hasNewBase: false, entries: [exampleChange] } },
        },
      },
    },
    ...problemResponses('unauthorized', 'forbidden', 'not_found', 'invalid_request', 'publish_conflict', 'unavailable'),
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

/** Who went back to releases of a chapter, and when; by release, newest first. */
async function listShownAgain(db: Database, chapter: string): Promise<Map<string, { at: string; by: string }[]>> {
  const place = `releases/${chapter}/`;
  const rows = await db.query
    .select({ target: audit.target, at: audit.at, by: audit.tokenName })
    .from(audit)
    .where(and(eq(audit.chapter, chapter), eq(audit.action, 'roll_back'), like(audit.target, `${place}%`)))
    .orderBy(desc(audit.number));
  const byRelease = Map.groupBy(rows, ({ target }) => target.slice(place.length));
  return new Map([...byRelease].map(([release, acts]) => [release, acts.map(({ at, by }) => ({ at, by }))]));
}

/** Who made the act that a release came of: the first of its chapter, or of the campaign as a whole, from then on. */
const publishedBy = sql<string | null>`(select ${audit.tokenName} from ${audit}
  where ${audit.action} in ('publish', 'roll_back') and ${audit.at} >= ${releases.createdAt}
  and ${audit.after} in (${releases.manifest}, ${releases.base}) order by ${audit.number} limit 1)`;

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
    const shownAgain = await listShownAgain(db, chapter);
    const rows = await db.query
      .select({
        id: releases.id,
        createdAt: releases.createdAt,
        publishedBy,
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
        data: rows.map(({ live, retiredAt, ...row }) => ({
          ...row,
          // A preview may have come to what was published later.
          publishedBy: live === null && retiredAt === null ? null : row.publishedBy,
          isLive: live !== null,
          // One that is live again was retired once.
          retiredAt: live === null ? retiredAt : null,
          shownAgain: shownAgain.get(row.id) ?? [],
        })),
      },
      200,
    );
  });
  app.openapi(getChanges, async (c) => {
    const { chapter, release } = c.req.valid('param');
    requirePublisher(authorityOf(c), chapter);
    return c.json({ data: await readReleaseChanges(openDatabase(readConfig(c.env)), chapter, release) }, 200);
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
