import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { z } from 'zod';
import { kinds } from '../../schema/kinds/index.ts';
import { Slug, type Kind } from '../../schema/kinds/kind.ts';
import { itemOf, listOf } from '../../schema/wire/answer.ts';
import { readTags } from '../cache-tags.ts';
import type { Bindings } from '../env.ts';
import { publicCache } from '../http.ts';
import { ProblemError, problemResponses } from '../problem.ts';
import { sendJson } from './answer.ts';
import {
  encodeCursor,
  findReader,
  ItemQuery,
  ListQuery,
  parseQuery,
  readHeaders,
  startOf,
  type Reader,
} from './query.ts';

/**
 * Two operations for every kind of the registry. Their contracts are registered beside their handlers and not through
 * them: the answer is bytes that were made when it was published, which typed answers would parse again.
 */
export function registerContent(app: OpenAPIHono<Bindings>): void {
  for (const kind of kinds) {
    const list = listRoute(kind);
    app.openAPIRegistry.registerPath(list);
    app.get(list.getRoutingPath(), (c) => answerList(c, kind));
    const item = itemRoute(kind);
    app.openAPIRegistry.registerPath(item);
    app.get(item.getRoutingPath(), (c) => answerItem(c, kind));
  }
}

async function answerList(c: Context<Bindings>, kind: Kind): Promise<Response> {
  const query = parseQuery(c, ListQuery);
  const reader = await findReader(c, query);
  const { release, chapter, locale, requestedLocale } = reader;
  const { items, release: shown } = await release.bundle(kind.plural, locale);
  const start = startOf(items, query.cursor);
  const page = items.slice(start, start + query.limit);
  const address = (cursor: string | undefined) => {
    const parameters = new URLSearchParams({ chapter, ...(requestedLocale && { locale: requestedLocale }) });
    if (query.preview !== undefined) parameters.set('preview', query.preview);
    parameters.set('limit', String(query.limit));
    if (cursor !== undefined) parameters.set('cursor', cursor);
    return `/v1/${kind.plural}?${parameters.toString()}`;
  };
  const self = address(query.cursor);
  const next = start + page.length < items.length ? address(encodeCursor(page.at(-1)!)) : undefined;
  const meta = JSON.stringify({ chapter, locale, requestedLocale, total: items.length });
  const links = JSON.stringify({ self, next });
  return sendJson(c, `{"data":[${page.map(({ body }) => body).join(',')}],"meta":${meta},"links":${links}}`, {
    ...keepingOf(reader, kind),
    release: shown,
    next,
  });
}

async function answerItem(c: Context<Bindings>, kind: Kind): Promise<Response> {
  const reader = await findReader(c, parseQuery(c, ItemQuery));
  const { release, chapter, locale, requestedLocale } = reader;
  const { items, release: shown } = await release.bundle(kind.plural, locale);
  const item = items.find(({ slug }) => slug === c.req.param('slug'));
  // What stands in for a release that can't be read may be older than the item.
  if (item === undefined) throw new ProblemError(shown === release.id ? 'not_found' : 'unavailable');
  const meta = JSON.stringify({ chapter, locale, requestedLocale });
  return sendJson(c, `{"data":${item.body},"meta":${meta}}`, { ...keepingOf(reader, kind), release: shown });
}

/** How long an answer may be kept. What can be taken back must not be shown from a cache that has not asked again. */
function keepingOf({ release, locale, isPreview }: Reader, kind: Kind) {
  const isLasting = kind.isRevoked === undefined;
  return {
    cacheControl: isPreview ? 'no-store' : isLasting ? publicCache(10, 300) : 'public, no-cache',
    tags: readTags(release.manifest.chapter, kind.name),
    locale,
    release: release.id,
  };
}

function listRoute(kind: Kind) {
  return createRoute({
    method: 'get',
    path: `/v1/${kind.plural}`,
    operationId: `list${kind.plural[0]!.toUpperCase()}${kind.plural.slice(1)}`,
    tags: ['Content'],
    summary: `List ${kind.plural}`,
    description: kind.description,
    security: [],
    request: { query: ListQuery },
    responses: {
      200: {
        description: `A page of ${kind.plural}, in their order.`,
        headers: readHeaders,
        content: {
          'application/json': {
            schema: listOf(kind.item),
            example: {
              data: [kind.exampleItem],
              meta: { chapter: 'national', locale: 'en', requestedLocale: 'en', total: 1 },
              links: { self: `/v1/${kind.plural}?chapter=national&locale=en&limit=50` },
            },
          },
        },
      },
      304: { description: 'You have these bytes already.' },
      ...problemResponses('not_found', 'invalid_request', 'unavailable'),
    },
  });
}

function itemRoute(kind: Kind) {
  return createRoute({
    method: 'get',
    path: `/v1/${kind.plural}/{slug}`,
    operationId: `get${kind.typeName}`,
    tags: ['Content'],
    summary: `Get one of the ${kind.plural}`,
    description: kind.description,
    security: [],
    request: { query: ItemQuery, params: z.object({ slug: Slug }) },
    responses: {
      200: {
        description: `The ${kind.name}.`,
        headers: readHeaders,
        content: {
          'application/json': {
            schema: itemOf(kind.item),
            example: {
              data: kind.exampleItem,
              meta: { chapter: 'national', locale: 'en', requestedLocale: 'en' },
            },
          },
        },
      },
      304: { description: 'You have these bytes already.' },
      ...problemResponses('not_found', 'invalid_request', 'unavailable'),
    },
  });
}
