import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { z } from 'zod';
import { findKind, kinds } from '../../schema/kinds/index.ts';
import { SearchResults, type SearchResult } from '../../schema/wire/search.ts';
import { readTags } from '../cache-tags.ts';
import { openDatabase } from '../db.ts';
import { readConfig, type Bindings } from '../env.ts';
import { problemResponses } from '../problem.ts';
import { searchedTexts, type SearchedItem } from '../words.ts';
import { sendJson } from './answer.ts';
import { findReader, ItemQuery, parseQuery, readHeaders, type Reader } from './query.ts';
import type { BundleItem } from './release.ts';
import { findPage, shownTo } from './search-page.ts';
import { expressionOf, listRows, matcherOf, termsOf, type Term } from './search-query.ts';
import { snippetOf } from './snippet.ts';

const timeoutMs = 3000;

const Kinds = z
  .string()
  .max(200)
  .transform((list, context) => {
    const names = [...new Set(list.split(','))];
    if (names.every((name) => findKind(name) !== null)) return names;
    context.addIssue({ code: 'custom', message: 'Not a list of kinds, separated by commas' });
    return z.NEVER;
  });

const SearchQuery = ItemQuery.omit({ preview: true }).extend({
  q: z.string().trim().min(1).max(200).meta({
    description:
      'Words to find, all of them, in any order; the last may be the beginning of one. Accents and case make no difference.',
    example: 'union wages',
  }),
  kinds: Kinds.optional().meta({
    description: 'Kinds to look in, separated by commas; without it all.',
    example: 'faq,article',
  }),
  limit: z.coerce.number().int().min(1).max(50).default(20).meta({ description: 'Results on a page.' }),
  cursor: z.string().max(100).optional().meta({ description: 'From `links.next` of the page before.' }),
});

const search = createRoute({
  method: 'get',
  path: '/v1/search',
  operationId: 'search',
  tags: ['Content'],
  summary: 'Search',
  description:
    'What the chapter shows in the locale, and has all the words; those in titles first. The only read that needs the database each time.',
  security: [],
  request: { query: SearchQuery },
  responses: {
    200: {
      description: 'A page of results, best first.',
      headers: readHeaders,
      content: {
        'application/json': {
          schema: SearchResults,
          example: {
            data: [
              {
                id: 'k3v9x2m7q4p1',
                kind: 'faq',
                slug: 'who-we-are',
                chapter: 'national',
                locale: 'en',
                title: 'Who are we?',
                snippet: [
                  { text: 'People who give behavioral health ', match: false },
                  { text: 'care', match: true },
                  { text: '.', match: false },
                ],
                updatedAt: '2026-11-22T17:00:00.000Z',
              },
            ],
            meta: { chapter: 'national', locale: 'en', requestedLocale: 'en' },
            links: { self: '/v1/search?q=care&chapter=national&locale=en&limit=20' },
          },
        },
      },
    },
    304: { description: 'You have these bytes already.' },
    ...problemResponses('not_found', 'invalid_request', 'unavailable'),
  },
});

/** The operation that finds texts by their words. */
export function registerSearch(app: OpenAPIHono<Bindings>): void {
  app.openAPIRegistry.registerPath(search);
  app.get(search.getRoutingPath(), (c) => answerSearch(c));
}

async function answerSearch(c: Context<Bindings>): Promise<Response> {
  const query = parseQuery(c, SearchQuery);
  const reader = await findReader(c, query);
  const { release, chapter, locale, requestedLocale } = reader;
  const terms = termsOf(query.q, locale);
  const { items, next: cursor } = await findItems(c, reader, terms, query);
  const address = (cursor: string | undefined) => {
    const parameters = new URLSearchParams({
      q: query.q,
      chapter,
      ...(requestedLocale && { locale: requestedLocale }),
    });
    if (query.kinds !== undefined) parameters.set('kinds', query.kinds.join(','));
    parameters.set('limit', String(query.limit));
    if (cursor !== undefined) parameters.set('cursor', cursor);
    return `/v1/search?${parameters.toString()}`;
  };
  const next = cursor === undefined ? undefined : address(cursor);
  const body = JSON.stringify({
    data: items.map((item) => resultOf(item, matcherOf(terms))),
    meta: { chapter, locale, requestedLocale },
    links: { self: address(query.cursor), next },
  } satisfies z.input<typeof SearchResults>);
  // Testimonials are found as well, and what is taken back must not be shown from a cache.
  const tags = readTags(release.manifest.chapter);
  return sendJson(c, body, { cacheControl: 'public, no-cache', tags, locale, release: release.id, next });
}

async function findItems(
  c: Context<Bindings>,
  reader: Reader,
  terms: readonly Term[],
  { kinds: names, limit, cursor }: z.output<typeof SearchQuery>,
) {
  const expression = expressionOf(terms, reader.release.manifest, reader.locale, names ?? []);
  const db = openDatabase(readConfig(c.env), timeoutMs);
  const list = async (size: number, offset: number) =>
    terms.length === 0 ? [] : listRows(db, expression, size, offset);
  const wanted = names === undefined ? kinds : names.map((name) => findKind(name)!);
  const find = await shownTo(
    reader,
    wanted.map(({ plural }) => plural),
  );
  return findPage(list, find, { cursor, limit });
}

function resultOf({ body }: BundleItem, matches: (token: string) => boolean): SearchResult {
  const item = JSON.parse(body) as SearchedItem & Omit<SearchResult, 'title' | 'snippet'>;
  const { id, kind, slug, chapter, locale, updatedAt } = item;
  const texts = searchedTexts(item);
  const snippet = snippetOf(texts.body, locale, matches);
  return { id, kind, slug, chapter, locale, title: texts.title, snippet, updatedAt };
}
