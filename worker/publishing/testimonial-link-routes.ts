import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { and, desc, eq, isNull, lt } from 'drizzle-orm';
import { z } from 'zod';
import { entries } from '../../schema/tables/content.ts';
import { testimonialLinks } from '../../schema/tables/testimonial-links.ts';
import { NewTestimonialLink, TestimonialLink, TestimonialLinkRequest } from '../../schema/wire/testimonial-link.ts';
import { authorityOf, isReadableBy, requireMay, requireToken, type Authority } from '../access.ts';
import { recordActs } from '../audit.ts';
import { timestamp } from '../clock.ts';
import type { Database } from '../db.ts';
import { readConfig, type Bindings } from '../env.ts';
import { hostsOf, knownAddress } from '../hosts.ts';
import { answerPage, PageQuery, pageOf } from '../page.ts';
import { bodyProblems, ProblemError, problemResponses } from '../problem.ts';
import { ChapterQuery } from './entry-contracts.ts';
import { databaseOf, readCampaign, smallJson } from './input.ts';
import { requireChapter } from './places.ts';
import { signLink } from './testimonial-links.ts';

const kind = 'testimonial';
const base = { tags: ['Authoring'], security: [{ manageToken: [] }] };

const made = {
  id: 'b41f0c7d92e8365a',
  chapter: 'oregon',
  locale: 'es',
  createdBy: 'Oregon organizer',
  createdAt: '2026-11-22T17:00:00.000Z',
  expiresAt: '2026-12-06T17:00:00.000Z',
  revokedAt: null,
  usedAt: null,
  slug: null,
  isPublished: false,
  withdrawnAt: null,
};
const used = { ...made, usedAt: '2026-11-23T08:12:00.000Z', slug: 'by-link-5d0c97e1' };

const listLinks = createRoute({
  ...base,
  method: 'get',
  path: '/v1/manage/testimonial-links',
  operationId: 'listTestimonialLinks',
  summary: 'List a chapter’s links to give a testimonial',
  description: 'Newest first, with what came of each, and without what opens them.',
  middleware: [requireToken],
  request: { query: ChapterQuery.extend(PageQuery.shape) },
  responses: {
    200: {
      description: 'The links.',
      content: {
        'application/json': {
          schema: pageOf(TestimonialLink),
          example: { data: [used], links: { self: '/v1/manage/testimonial-links?chapter=oregon' } },
        },
      },
    },
    ...problemResponses('unauthorized', 'not_found', 'invalid_request', 'unavailable'),
  },
});

const postLink = createRoute({
  ...base,
  method: 'post',
  path: '/v1/manage/testimonial-links',
  operationId: 'createTestimonialLink',
  summary: 'Make a link to give a testimonial',
  description:
    'Whoever opens it writes in their own words, sees how they will stand and where, and agrees to exactly that: a draft of the chapter comes of it, once. They get a private link to take it back at any time. The link is in this answer and nowhere else.',
  middleware: [requireToken, ...smallJson],
  request: {
    body: {
      required: true,
      content: {
        'application/json': {
          schema: TestimonialLinkRequest,
          example: { chapter: 'oregon', locale: 'es', days: 14 },
        },
      },
    },
  },
  responses: {
    201: {
      description: 'It can be used from now on.',
      content: {
        'application/json': {
          schema: z.strictObject({ data: NewTestimonialLink }),
          example: {
            data: {
              ...made,
              link: 'https://campaign.example/es/chapters/oregon/testimonial#eyJsaW5rIjoiYjQxZiJ9.pV3mF0m8XJ0h2b6y',
            },
          },
        },
      },
    },
    ...problemResponses('not_found', ...bodyProblems),
  },
});

const deleteLink = createRoute({
  ...base,
  method: 'delete',
  path: '/v1/manage/testimonial-links/{link}',
  operationId: 'revokeTestimonialLink',
  summary: 'Revoke a link to give a testimonial',
  description: 'No words come by it from now on. What came stays, and who gave it can still take it back.',
  middleware: [requireToken],
  request: { params: z.object({ link: z.string().max(64).meta({ description: 'Its id.' }) }) },
  responses: {
    204: { description: 'It is revoked.' },
    ...problemResponses('unauthorized', 'forbidden', 'not_found', 'invalid_request', 'unavailable'),
  },
});

const { number } = testimonialLinks;
const columns = {
  number,
  id: testimonialLinks.id,
  chapter: testimonialLinks.chapter,
  locale: testimonialLinks.locale,
  createdBy: testimonialLinks.createdBy,
  createdAt: testimonialLinks.createdAt,
  expiresAt: testimonialLinks.expiresAt,
  revokedAt: testimonialLinks.revokedAt,
  usedAt: testimonialLinks.usedAt,
  slug: testimonialLinks.slug,
  withdrawnAt: testimonialLinks.withdrawnAt,
};

/** Links that someone may know of, with their numbers. */
function selectLinks(db: Database, authority: Authority, ...conditions: (ReturnType<typeof eq> | undefined)[]) {
  const { chapter, slug } = testimonialLinks;
  const readable = isReadableBy(authority, { chapter, kind });
  return db.query
    .select({ ...columns, publishedRevision: entries.publishedRevision })
    .from(testimonialLinks)
    .leftJoin(entries, and(eq(entries.chapter, chapter), eq(entries.kind, kind), eq(entries.slug, slug)))
    .where(and(readable, ...conditions))
    .orderBy(desc(number));
}

/** @throws {ProblemError} `invalid_request` where nobody could read the page. */
async function requireLocale(db: Database, locale: string): Promise<void> {
  const { locales } = await readCampaign(db);
  if (locales.some(({ tag }) => tag === locale)) return;
  throw new ProblemError('invalid_request', {
    errors: [{ pointer: '/locale', detail: 'Not a locale of the campaign' }],
  });
}

/** Links by which workers give testimonials. */
export function registerTestimonialLinks(app: OpenAPIHono<Bindings>): void {
  app.openapi(listLinks, async (c) => {
    const { chapter, limit, cursor } = c.req.valid('query');
    const db = databaseOf(c);
    await requireChapter(db, authorityOf(c), chapter, kind);
    const before = cursor === undefined ? undefined : lt(number, Number(cursor) || 0);
    const inChapter = eq(testimonialLinks.chapter, chapter);
    const rows = await selectLinks(db, authorityOf(c), inChapter, before).limit(limit + 1);
    const page = answerPage(c, rows, limit, (row) => row.number);
    const data = page.data.map(({ number: _number, publishedRevision, ...link }) => ({
      ...link,
      isPublished: publishedRevision !== null && link.withdrawnAt === null,
    }));
    return c.json({ ...page, data }, 200);
  });
  app.openapi(postLink, async (c) => {
    const { chapter, locale, days } = c.req.valid('json');
    const db = databaseOf(c);
    const authority = authorityOf(c);
    await requireChapter(db, authority, chapter, kind);
    requireMay(authority, 'create', { chapter, locale: '*', kind });
    await requireLocale(db, locale);
    const config = readConfig(c.env);
    const id = crypto.randomUUID().replaceAll('-', '').slice(0, 16);
    const now = timestamp();
    const expiresAt = new Date(Date.now() + days * 24 * 60 * 60 * 1000).toISOString();
    const row = { id, chapter, locale, createdBy: authority.name, createdAt: now, expiresAt };
    await db.write([
      db.query.insert(testimonialLinks).values(row),
      ...recordActs(db, authority, now, [
        { action: 'create', chapter, kind, target: `testimonial-links/${id}`, before: null, after: null },
      ]),
    ]);
    const page = knownAddress(hostsOf(config, c.req.url), { chapter, locale }, '/testimonial');
    const link = `${page}#${await signLink(config, 'testimonial-link', id)}`;
    const nothingYet = { revokedAt: null, usedAt: null, slug: null, isPublished: false, withdrawnAt: null };
    return c.json({ data: { ...row, ...nothingYet, link } }, 201);
  });
  app.openapi(deleteLink, async (c) => {
    const { link: id } = c.req.valid('param');
    const db = databaseOf(c);
    const authority = authorityOf(c);
    const [row] = await selectLinks(db, authority, eq(testimonialLinks.id, id));
    if (row === undefined) throw new ProblemError('not_found');
    const { chapter } = row;
    requireMay(authority, 'create', { chapter, locale: '*', kind });
    const now = timestamp();
    if (row.revokedAt === null && row.usedAt === null) {
      await db.write([
        db.query
          .update(testimonialLinks)
          .set({ revokedAt: now })
          .where(and(eq(testimonialLinks.id, id), isNull(testimonialLinks.usedAt))),
        ...recordActs(db, authority, now, [
          { action: 'revoke', chapter, kind, target: `testimonial-links/${id}`, before: null, after: null },
        ]),
      ]);
    }
    return c.body(null, 204);
  });
}
