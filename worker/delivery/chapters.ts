import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { z } from 'zod';
import { Slug } from '../../schema/kinds/kind.ts';
import { itemOf, listOf } from '../../schema/wire/answer.ts';
import { Chapter } from '../../schema/wire/chapter.ts';
import { LocaleInfo } from '../../schema/wire/locale.ts';
import { chaptersTag } from '../cache-tags.ts';
import type { Bindings } from '../env.ts';
import { chapterIn, negotiateLocale } from '../locale.ts';
import { problemResponses } from '../problem.ts';
import { sendJson } from './answer.ts';
import { findReader, LocaleQuery, parseQuery } from './query.ts';
import { listReleases } from './release.ts';

const exampleChapter = {
  slug: 'oregon',
  inherits: 'national',
  region: 'US-OR',
  timeZone: 'America/Los_Angeles',
  locale: 'en',
  name: 'United We Heal Oregon',
  description: 'Behavioral health workers in Oregon.',
};
const exampleLocale = { tag: 'es', name: 'Español', direction: 'ltr', fallback: ['en'] };
const exampleMeta = { chapter: 'national', locale: 'en', requestedLocale: null };

const listChapters = createRoute({
  method: 'get',
  path: '/v1/chapters',
  operationId: 'listChapters',
  tags: ['Chapters'],
  summary: 'List chapters',
  description: 'The national campaign first, then its state chapters.',
  security: [],
  request: { query: LocaleQuery },
  responses: {
    200: {
      description: 'All of them, on one page.',
      content: {
        'application/json': {
          schema: listOf(Chapter),
          example: {
            data: [exampleChapter],
            meta: { ...exampleMeta, total: 1 },
            links: { self: '/v1/chapters' },
          },
        },
      },
    },
    304: { description: 'You have these bytes already.' },
    ...problemResponses('invalid_request', 'unavailable'),
  },
});

const getChapter = createRoute({
  method: 'get',
  path: '/v1/chapters/{chapter}',
  operationId: 'getChapter',
  tags: ['Chapters'],
  summary: 'Get one chapter',
  description: 'Its name and description, where it is, and what it inherits.',
  security: [],
  request: { query: LocaleQuery, params: z.object({ chapter: Slug }) },
  responses: {
    200: {
      description: 'The chapter.',
      content: {
        'application/json': {
          schema: itemOf(Chapter),
          example: { data: exampleChapter, meta: { ...exampleMeta, chapter: 'oregon' } },
        },
      },
    },
    304: { description: 'You have these bytes already.' },
    ...problemResponses('not_found', 'invalid_request', 'unavailable'),
  },
});

const Locales = z.strictObject({
  data: z.array(LocaleInfo),
  meta: z.strictObject({ defaultLocale: z.string(), total: z.int() }),
  links: z.strictObject({ self: z.string() }),
});

const listLocales = createRoute({
  method: 'get',
  path: '/v1/locales',
  operationId: 'listLocales',
  tags: ['Chapters'],
  summary: 'List locales',
  description: 'The languages in which the campaign is published.',
  security: [],
  responses: {
    200: {
      description: 'All of them, on one page.',
      content: {
        'application/json': {
          schema: Locales,
          example: {
            data: [exampleLocale],
            meta: { defaultLocale: 'en', total: 1 },
            links: { self: '/v1/locales' },
          },
        },
      },
    },
    304: { description: 'You have these bytes already.' },
    ...problemResponses('invalid_request', 'unavailable'),
  },
});

async function answerChapters(c: Context<Bindings>): Promise<Response> {
  const { locale: requested } = parseQuery(c, LocaleQuery);
  const releases = await listReleases(c);
  const { locales, defaultLocale } = releases[0]!.manifest.campaign;
  const locale = negotiateLocale(locales, defaultLocale, requested, c.req.header('Accept-Language'));
  const body = JSON.stringify({
    data: releases.map(({ manifest }) => chapterIn(manifest, locale)),
    meta: { chapter: 'national', locale, requestedLocale: requested ?? null, total: releases.length },
    links: { self: requested === undefined ? '/v1/chapters' : `/v1/chapters?locale=${requested}` },
  });
  return sendJson(c, body, { tags: [chaptersTag], locale });
}

async function answerChapter(c: Context<Bindings>): Promise<Response> {
  const chapter = c.req.param('chapter')!;
  const { release, locale, requestedLocale } = await findReader(c, { chapter, ...parseQuery(c, LocaleQuery) });
  const body = JSON.stringify({
    data: chapterIn(release.manifest, locale),
    meta: { chapter, locale, requestedLocale },
  });
  return sendJson(c, body, { tags: [chaptersTag], locale, release: release.id });
}

async function answerLocales(c: Context<Bindings>): Promise<Response> {
  const { locales, defaultLocale } = (await listReleases(c))[0]!.manifest.campaign;
  const body = JSON.stringify({
    data: locales,
    meta: { defaultLocale, total: locales.length },
    links: { self: '/v1/locales' },
  });
  return sendJson(c, body, { tags: [chaptersTag] });
}

/** The operations that tell which chapters and locales there are. */
export function registerChapters(app: OpenAPIHono<Bindings>): void {
  for (const [route, handler] of [
    [listChapters, answerChapters],
    [getChapter, answerChapter],
    [listLocales, answerLocales],
  ] as const) {
    app.openAPIRegistry.registerPath(route);
    app.get(route.getRoutingPath(), handler);
  }
}
